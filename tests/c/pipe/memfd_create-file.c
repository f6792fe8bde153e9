/* memfd_create: a file without a name: write, seek, truncate, map. */
#include "../check.h"
#include <sys/mman.h>
#include <sys/stat.h>

int main(void)
{
	char got[8];
	struct stat st;
	int fd = memfd_create("name", MFD_CLOEXEC);

	CHECK(fd >= 0);
	CHECK_EQ(write(fd, "abc", 3), 3);
	CHECK_EQ(pread(fd, got, 8, 1), 2);
	CHECK_EQ(ftruncate(fd, 5000), 0);
	CHECK_EQ(fstat(fd, &st), 0);
	CHECK_EQ(st.st_size, 5000);
	CHECK(S_ISREG(st.st_mode));
	CHECK_EQ(lseek(fd, 0, SEEK_END), 5000);
}
