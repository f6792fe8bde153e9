/* munmap: gives memory back: 2,000 maps of 16 MiB work, each zeroed again. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	size_t size = 16 << 20;

	for (int i = 0; i < 2000; i++) {
		unsigned char *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
					MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		CHECK(p != MAP_FAILED);
		CHECK_EQ(p[0], 0);
		CHECK_EQ(p[size / 2], 0);
		CHECK_EQ(p[size - 1], 0);
		p[0] = p[size / 2] = p[size - 1] = 1;
		CHECK_EQ(munmap(p, size), 0);
	}
}
