#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "__dirent.h"
#include "syscall.h"

/* The record of getdents64, which becomes a struct dirent in its place. */
struct record {
	ino_t ino;
	off_t next;
	unsigned short len;
	unsigned char type;
	char name[];
};

/* All that is in the old buffer has been read. Without memory it stays. */
static void grow(DIR *dir)
{
	int old = errno;
	int size = dir->buf_size ? 4 * dir->buf_size : DIRBUF_MIN;
	char *buf = malloc(size + sizeof(struct dirent));
	if (buf) {
		free(dir->buf);
		dir->buf = buf;
		dir->buf_size = size;
	} else if (dir->buf) {
		errno = old;
	}
}

static int fill(DIR *dir)
{
	/* A buffer that came back more than half full was too small. */
	if (!dir->buf || (dir->buf_end > dir->buf_size / 2 && dir->buf_size < DIRBUF_MAX))
		grow(dir);
	if (!dir->buf) return -1;
	int len = syscall(SYS_getdents, dir->fd, dir->buf, dir->buf_size);
	dir->buf_pos = 0;
	dir->buf_end = len > 0 ? len : 0;
	return len;
}

struct dirent *readdir(DIR *dir)
{
	int old = errno;
	if (dir->buf_pos >= dir->buf_end && fill(dir) <= 0) {
		/* The directory itself is gone: nothing is left in it. */
		if (errno == ENOENT) errno = old;
		return 0;
	}
	struct record *r = (void *)(dir->buf + dir->buf_pos);
	dir->buf_pos += r->len;
	dir->tell = r->next;

	ino_t ino = r->ino;
	unsigned char type = r->type;
	struct dirent *de = (void *)&r->next;
	memmove(de->d_name, r->name, strlen(r->name) + 1);
	de->d_ino = ino;
	de->d_type = type;
	return de;
}
