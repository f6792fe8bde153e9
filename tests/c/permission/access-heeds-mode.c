/* access: the executable bit comes from the mode, and so do the others, except for
 * root. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	int is_root = geteuid() == 0;

	PUT("f", "x");
	CHECK_EQ(chmod("f", 0644), 0);
	CHECK_ERRNO(access("f", X_OK), EACCES);
	CHECK_EQ(access("f", R_OK | W_OK), 0);
	CHECK_EQ(chmod("f", 0500), 0);
	CHECK_EQ(access("f", R_OK | X_OK), 0);
	CHECK_EQ(faccessat(AT_FDCWD, "f", X_OK, AT_EACCESS), 0);
	CHECK_EQ(eaccess("f", X_OK), 0);
	if (!is_root) {
		CHECK_ERRNO(access("f", W_OK), EACCES);
		CHECK_ERRNO(open("f", O_RDWR), EACCES);
		CHECK_ERRNO(open("f", O_WRONLY | O_TRUNC), EACCES);
		CHECK_FILE("f", "x");
	}
	CHECK_EQ(chmod("f", 0), 0);
	CHECK_EQ(access("f", F_OK), 0);
	CHECK_ERRNO(access("f", X_OK), EACCES);
	if (!is_root) {
		CHECK_ERRNO(access("f", R_OK), EACCES);
		CHECK_ERRNO(open("f", O_RDONLY), EACCES);
	}
	CHECK_EQ(unlink("f"), 0);
}
