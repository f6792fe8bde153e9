/* sysinfo: memory is free until it is mapped, and again afterwards. */
#include "../check.h"
#include <sys/mman.h>
#include <sys/sysinfo.h>

#define SIZE (16 << 20)

static unsigned long free_memory(void)
{
	struct sysinfo info;

	CHECK_EQ(sysinfo(&info), 0);
	CHECK_EQ(info.mem_unit, 1);
	return info.freeram;
}

int main(void)
{
	unsigned long before = free_memory();
	void *map = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	CHECK(map != MAP_FAILED);
	CHECK_EQ(before - free_memory(), SIZE);
	CHECK_EQ(munmap(map, SIZE), 0);
	CHECK_EQ(free_memory(), before);
}
