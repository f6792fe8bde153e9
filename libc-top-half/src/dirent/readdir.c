#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include "__dirent.h"
#include "syscall.h"

/* Holds some 2,000 entries of usual names: those directories take one call of the host. */
#define FIRST 0x10000

/* As getdents64 writes it. */
struct record {
	ino_t ino;
	off_t next;
	unsigned short len;
	unsigned char type;
	char name[];
};

static int read_all(DIR *dir)
{
	for (;;) {
		/* Either the read filled at least half of the buffer, or only one more call follows. */
		if (dir->size - dir->end < FIRST / 2 || dir->end > dir->size / 2) {
			size_t size = dir->size ? 4 * dir->size : FIRST;
			char *buf = realloc(dir->buf, size);
			if (!buf) return -1;
			dir->buf = buf;
			dir->size = size;
		}
		int len = syscall(SYS_getdents, dir->fd, dir->buf + dir->end, dir->size - dir->end);
		if (len < 0) return -1;
		if (!len) break;
		dir->end += len;
	}
	/* A program that walks a tree has many open directories. */
	char *buf = realloc(dir->buf, dir->end);
	if (buf) dir->buf = buf;
	return 0;
}

struct dirent *readdir(DIR *dir)
{
	int old = errno;
	if (!dir->whole) {
		if (read_all(dir) < 0) {
			/* The directory itself is gone: nothing is left in it. */
			if (errno == ENOENT) errno = old;
			else return 0;
		}
		dir->whole = 1;
	}
	if (dir->pos >= dir->end) return 0;

	struct record *r = (void *)(dir->buf + dir->pos);
	size_t n = strlen(r->name) + 1;
	if (n > sizeof dir->entry.d_name) {
		errno = EOVERFLOW;
		return 0;
	}
	dir->pos += r->len;
	dir->entry.d_ino = r->ino;
	dir->entry.d_type = r->type;
	memcpy(dir->entry.d_name, r->name, n);
	return &dir->entry;
}
