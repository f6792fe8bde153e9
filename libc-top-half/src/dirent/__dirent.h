#include <dirent.h>
#include <stddef.h>

/* A host call for a big directory is dear: the buffer grows with what it yields. */
#define DIRBUF_MIN 0x4000
#define DIRBUF_MAX 0x100000

struct __dirstream {
	off_t tell;
	int fd;
	int buf_pos;
	int buf_end;
	int buf_size;
	volatile int lock[1];
	/* buf_size bytes for records, and room behind the last to copy a struct dirent. */
	char *buf;
};
