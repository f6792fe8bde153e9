#include <sys/mman.h>

/* Linux's, for systems without an MMU: the memory has any content. */
#define MAP_UNINITIALIZED 0x4000000

hidden void *__mmap(void *, size_t, int, int, int, off_t);

/* For pthread_create: a stack need not be zero, and __copy_tls clears what is beside it. */
hidden void *__map_stack(void *address, size_t size, int prot, int flags, int fd, off_t offset)
{
	return __mmap(address, size, prot, flags | MAP_UNINITIALIZED, fd, offset);
}
