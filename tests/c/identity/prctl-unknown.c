/* prctl: EINVAL for unknown options. */
#include "../check.h"
#include <sys/prctl.h>

int main(void)
{
	CHECK_ERRNO(prctl(123456, 0, 0, 0, 0), EINVAL);
	CHECK_ERRNO(prctl(-1, 0, 0, 0, 0), EINVAL);
}
