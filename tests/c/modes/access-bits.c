/* access, faccessat, euidaccess: the bits of the file decide about executing, whatever is in
 * it. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	PUT("script", "#!/bin/sh\n");
	PUT("data", "text");
	CHECK_EQ(chmod("script", 0644), 0);
	CHECK_EQ(chmod("data", 0755), 0);
	CHECK_ERRNO(access("script", X_OK), EACCES);
	CHECK_EQ(access("script", R_OK | W_OK), 0);
	CHECK_EQ(access("data", X_OK), 0);
	CHECK_EQ(faccessat(AT_FDCWD, "data", R_OK | X_OK, AT_EACCESS), 0);
	CHECK_EQ(euidaccess("data", X_OK), 0);
	CHECK_EQ(chmod("script", 0100), 0);
	CHECK_EQ(access("script", X_OK), 0);
	CHECK_EQ(access("script", F_OK), 0);
	CHECK_EQ(chmod("data", 0400), 0);
	CHECK_ERRNO(access("data", X_OK), EACCES);
	CHECK_EQ(access("data", R_OK), 0);
	CHECK_EQ(mkdir("folder", 0700), 0);
	CHECK_EQ(access("folder", R_OK | W_OK | X_OK), 0);
	CHECK_ERRNO(access("missing", F_OK), ENOENT);
	CHECK_ERRNO(access("data", 8), EINVAL);
	/* With a descriptor table. */
	CHECK(dup(1) > 2);
}
