/* fstatat: relative to a directory; AT_SYMLINK_NOFOLLOW sees the link; unknown flags are EINVAL. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;
	int dir = OPEN("d", O_RDONLY | O_DIRECTORY);

	CHECK_EQ(fstatat(dir, "f", &st, 0), 0);
	CHECK_EQ(st.st_size, 3);
	CHECK_EQ(fstatat(dir, "l", &st, 0), 0);
	CHECK(S_ISREG(st.st_mode));
	CHECK_EQ(fstatat(dir, "l", &st, AT_SYMLINK_NOFOLLOW), 0);
	CHECK(S_ISLNK(st.st_mode));
	CHECK_EQ(fstatat(AT_FDCWD, "d/f", &st, 0), 0);
	CHECK_EQ(st.st_size, 3);
	CHECK_EQ(fstatat(dir, "..", &st, 0), 0);
	CHECK(S_ISDIR(st.st_mode));
	CHECK_ERRNO(fstatat(dir, "missing", &st, 0), ENOENT);
	CHECK_ERRNO(fstatat(dir, "", &st, 0), ENOENT);
	CHECK_ERRNO(fstatat(dir, "f", &st, 0x40000000), EINVAL);
	CHECK_EQ(close(dir), 0);
	CHECK_ERRNO(fstatat(dir, "f", &st, 0), EBADF);
	CHECK_EQ(fstatat(dir, "/", &st, 0), 0);
}
