#include <dirent.h>
#include <stddef.h>

/* The first readdir reads the whole directory, in one call of the host unless it is large.
 * Hosts number entries by their place in a listing that they make again for each call, so
 * reading on after a change may skip or repeat an entry. It is also the fastest way: every
 * call of the host costs as much as a full listing. */
struct __dirstream {
	int fd;
	int whole;
	/* In buf: of the next record, behind the last, behind the buffer while it is filled. */
	size_t pos, end, size;
	volatile int lock[1];
	char *buf;
	struct dirent entry;
};

hidden DIR *__diropen(int);
