/* prctl: EINVAL for what it does not know. */
#include "../check.h"
#include <sys/prctl.h>

int main(void)
{
	CHECK_ERRNO(prctl(123456, 0, 0, 0, 0), EINVAL);
	CHECK_ERRNO(prctl(-1, 0, 0, 0, 0), EINVAL);
}
