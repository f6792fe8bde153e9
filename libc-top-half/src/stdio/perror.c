/* Upstream writes each part of the message separately. Ours sends it in one host call. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "stdio_impl.h"

void perror(const char *msg)
{
	FILE *f = stderr;
	unsigned char line[80], *own = f->buf;
	const char *error = strerror(errno);
	FLOCK(f);
	/* This must not set the orientation of the stream. */
	int mode = f->mode;
	struct __locale_struct *locale = f->locale;
	int lent = __file_lend(f, line, sizeof line);

	if (msg && *msg) {
		fputs(msg, f);
		fputs(": ", f);
	}
	fputs(error, f);
	fputc('\n', f);

	if (lent) __file_take_back(f, own);
	f->mode = mode;
	f->locale = locale;
	FUNLOCK(f);
}
