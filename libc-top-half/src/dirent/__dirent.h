#include <dirent.h>
#include <stddef.h>

/* The first readdir reads the whole directory, in one call of the host unless it is large.
 * Hosts count entries by their place in a listing that they make anew for each call, so that
 * to read on after a change may skip an entry, or repeat one. It is also the cheapest: each
 * listing costs as much as all. */
struct __dirstream {
	int fd;
	int whole;
	/* In buf: of the next record, behind the last, behind the buffer while it is filled. */
	size_t pos, end, size;
	volatile int lock[1];
	char *buf;
	struct dirent entry;
};
