/* mmap: the content of a shared map reaches the file also when the program leaves by
 * _exit. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	PUT("f", "file");
	char *p = mmap(NULL, 4, PROT_READ | PROT_WRITE, MAP_SHARED, OPEN("f", O_RDWR), 0);
	CHECK(p != MAP_FAILED);
	memcpy(p, "FILE", 4);
	_exit(0);
}
