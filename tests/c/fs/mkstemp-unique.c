/* mkstemp: fills in the X's, opens a new file each time; EINVAL without six X's. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	char names[20][16], bad[] = "tmp-XXXXX", tail[] = "XXXXXX.c";
	struct stat st;

	for (int i = 0; i < 20; i++) {
		strcpy(names[i], "tmp-XXXXXX");
		int fd = mkstemp(names[i]);
		CHECK(fd >= 0);
		CHECK_EQ(write(fd, "x", 1), 1);
		CHECK_EQ(lseek(fd, 0, SEEK_SET), 0);
		CHECK_EQ(close(fd), 0);
		CHECK_MEM(names[i], "tmp-", 4);
		CHECK(strcmp(names[i], "tmp-XXXXXX") != 0);
		for (int j = 0; j < i; j++) CHECK(strcmp(names[i], names[j]) != 0);
		CHECK_EQ(stat(names[i], &st), 0);
		CHECK_EQ(st.st_size, 1);
	}
	CHECK_ERRNO(mkstemp(bad), EINVAL);
	CHECK_ERRNO(mkstemp(tail), EINVAL);
}
