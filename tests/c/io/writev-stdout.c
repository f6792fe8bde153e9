/* writev: standard output takes several buffers in one call. */
#include "../check.h"
#include <sys/uio.h>

int main(void)
{
	struct iovec v[] = { { "one ", 4 }, { "two ", 4 }, { "three\n", 6 } };

	CHECK_EQ(writev(1, v, 3), 14);
}
