/* mmap: no memory is ENOMEM, the program goes on, and released memory can be mapped again. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	enum { SIZE = 1 << 20 };
	char *maps[64];
	int n = 0;

	PUT("f", "text");
	int fd = OPEN("f", O_RDWR), access = PROT_READ | PROT_WRITE;
	while (n < 64 && (maps[n] = mmap(NULL, SIZE, access, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) !=
				 MAP_FAILED) {
		memset(maps[n], 'x', SIZE);
		n++;
	}
	CHECK(n > 2 && n < 64);
	CHECK_EQ(errno, ENOMEM);
	CHECK_ERRNO(mmap(NULL, SIZE, access, MAP_SHARED, fd, 0), ENOMEM);
	CHECK_ERRNO(mremap(maps[0], SIZE, 2 * SIZE, MREMAP_MAYMOVE), ENOMEM);
	CHECK_EQ(maps[0][SIZE - 1], 'x');
	/* A shared map to be written needs a second copy. */
	CHECK_EQ(munmap(maps[1], SIZE), 0);
	CHECK_EQ(munmap(maps[2], SIZE), 0);
	maps[1] = mmap(NULL, SIZE, access, MAP_SHARED, fd, 0);
	CHECK(maps[1] != MAP_FAILED);
	CHECK_ERRNO(mmap(NULL, SIZE, access, MAP_PRIVATE, fd, 0), ENOMEM);
	maps[1][0] = 'T';
	CHECK_EQ(munmap(maps[1], SIZE), 0);
	CHECK_FILE("f", "Text");
	maps[1] = mmap(NULL, 2 * SIZE, access, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK(maps[1] != MAP_FAILED);
	CHECK_EQ(maps[1][0] + maps[1][2 * SIZE - 1], 0);
}
