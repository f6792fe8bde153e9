/* Their emulation libraries, requested as their users do. */
#define _WASI_EMULATED_MMAN
#define _WASI_EMULATED_GETPID
#define _WASI_EMULATED_PROCESS_CLOCKS
#include "check.h"
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/times.h>
#include <time.h>

int main(void)
{
	char *memory = mmap(NULL, 100000, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK(memory != MAP_FAILED);
	CHECK_EQ(memory[0] | memory[99999], 0);
	memory[99999] = 1;
	CHECK_EQ(munmap(memory, 100000), 0);

	int fd = OPEN("file", O_RDONLY);
	memory = mmap(NULL, 4, PROT_READ, MAP_PRIVATE, fd, 0);
	CHECK(memory != MAP_FAILED);
	CHECK_MEM(memory, "text", 4);
	CHECK_EQ(munmap(memory, 4), 0);

	CHECK(getpid() > 0);
	struct rusage usage;
	CHECK_EQ(getrusage(RUSAGE_SELF, &usage), 0);
	struct tms tms;
	CHECK(times(&tms) != (clock_t)-1);

	/* Their CLOCKS_PER_SEC is 1,000,000,000 and compiled in: the test can
	 * only check that the clock advances. */
	clock_t start = clock(), now;
	CHECK(start != (clock_t)-1);
	for (int i = 0; i < 100000000 && (now = clock()) == start; i++)
		;
	CHECK(now > start);
	return 0;
}
