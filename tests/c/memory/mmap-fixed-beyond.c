/* MAP_FIXED_NOREPLACE: works beyond all earlier memory, even if other code has taken some
 * since. */
#include "../check.h"
#include <stdint.h>
#include <sys/mman.h>

enum { STEP = 1 << 20 };

static char *beyond(char *from)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	char *at = from + (page - (uintptr_t)from % page) % page, *p;

	for (;;) {
		p = mmap(at, STEP, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
		if (p != MAP_FAILED) break;
		CHECK_EQ(errno, EEXIST);
		at += STEP;
	}
	CHECK(p == at);
	CHECK_EQ(p[0] + p[STEP - 1], 0);
	memset(p, 'm', STEP);
	return p;
}

int main(void)
{
	static char *blocks[8], *maps[8];

	for (int i = 0; i < 8; i++) {
		/* The allocator takes memory on its own. */
		blocks[i] = malloc(3 * STEP);
		CHECK(blocks[i] != NULL);
		memset(blocks[i], 'b', 3 * STEP);
		maps[i] = beyond(blocks[i] + 4 * STEP);
	}
	for (int i = 0; i < 8; i++) {
		CHECK_EQ(blocks[i][0] + blocks[i][3 * STEP - 1], 2 * 'b');
		CHECK_EQ(maps[i][0] + maps[i][STEP - 1], 2 * 'm');
	}
}
