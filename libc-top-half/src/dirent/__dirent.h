#include <dirent.h>
#include <stddef.h>

/* The first readdir reads the whole directory. Hosts count entries by their place in a
 * listing that they make anew for each call, so that to read on after a change may skip
 * an entry, or repeat one. It is also the cheapest: each listing costs as much as all. */
struct __dirstream {
	int fd;
	int whole;
	/* In buf: of the next record, behind the last, behind the buffer. */
	size_t pos, end, size;
	volatile int lock[1];
	char *buf;
	struct dirent entry;
};
