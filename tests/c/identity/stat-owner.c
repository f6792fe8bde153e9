/* stat, fstat, statx: a new file belongs to its creator. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;
	struct statx sx;

	PUT("f", "x");
	CHECK_EQ(stat("f", &st), 0);
	CHECK_EQ(st.st_uid, geteuid());
	CHECK_EQ(st.st_gid, getegid());
	int fd = OPEN("f", O_RDONLY);
	memset(&st, 7, sizeof st);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK_EQ(st.st_uid, geteuid());
	CHECK_EQ(st.st_gid, getegid());
	CHECK_EQ(statx(AT_FDCWD, "f", 0, STATX_UID | STATX_GID, &sx), 0);
	CHECK_EQ(sx.stx_mask & (STATX_UID | STATX_GID), STATX_UID | STATX_GID);
	CHECK_EQ(sx.stx_uid, geteuid());
	CHECK_EQ(sx.stx_gid, getegid());
}
