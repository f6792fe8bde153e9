/* select: a set is a list of descriptors, as of wasi-libc; a bit set is refused if it
   cannot be a list. */
#include "../check.h"
#include <sys/select.h>

int main(void)
{
	fd_set set;
	struct timeval none = { 0, 0 };
	memset(&set, 0x55, sizeof set);
	CHECK_ERRNO(select(1, &set, NULL, NULL, &none), EINVAL);
	CHECK_ERRNO(select(1, NULL, &set, NULL, &none), EINVAL);
	CHECK_ERRNO(select(1, NULL, NULL, &set, &none), EINVAL);
}
