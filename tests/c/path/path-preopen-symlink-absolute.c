/* Preopens: an absolute symlink target is looked up from the guest's root. */
#include "../check.h"

int main(void)
{
	CHECK_FILE("/a/link", "two");
	CHECK_FILE("/a/dir/f", "two");
	CHECK_ERRNO(open("/a/out", O_RDONLY), ENOENT);
}
