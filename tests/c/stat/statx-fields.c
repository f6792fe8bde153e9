/* statx: type, size, links and times, as stat gives them; by descriptor with AT_EMPTY_PATH. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct statx sx;
	struct stat st;

	PUT("f", "abcde");
	CHECK_EQ(stat("f", &st), 0);
	CHECK_EQ(statx(AT_FDCWD, "f", 0, STATX_BASIC_STATS, &sx), 0);
	CHECK((sx.stx_mask & (STATX_TYPE | STATX_SIZE)) == (STATX_TYPE | STATX_SIZE));
	CHECK(S_ISREG(sx.stx_mode));
	CHECK_EQ(sx.stx_size, 5);
	CHECK_EQ(sx.stx_nlink, 1);
	CHECK_EQ(sx.stx_ino, st.st_ino);
	CHECK_EQ(sx.stx_mtime.tv_sec, st.st_mtim.tv_sec);
	CHECK_EQ(sx.stx_mtime.tv_nsec, st.st_mtim.tv_nsec);
	int fd = OPEN("f", O_RDONLY);
	memset(&sx, 0, sizeof sx);
	CHECK_EQ(statx(fd, "", AT_EMPTY_PATH, STATX_SIZE, &sx), 0);
	CHECK_EQ(sx.stx_size, 5);
	CHECK_EQ(close(fd), 0);
	CHECK_ERRNO(statx(AT_FDCWD, "missing", 0, STATX_SIZE, &sx), ENOENT);
}
