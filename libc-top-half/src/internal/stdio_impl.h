#ifndef _WASI_STDIO_IMPL_H
#define _WASI_STDIO_IMPL_H

#include "__musl/stdio_impl.h"

#include "stream_lock.h"

/* The stream may be a terminal: the first write, of nothing, finds out. */
#define F_ASK 256

/* fseek has moved the descriptor: perhaps only a little is read there. */
#define F_SOUGHT 512
#define SOUGHT_READ 0x1000

/* The member off is the descriptor's position plus one, 0 if that is not known, or this: ungetc
 * has changed the text in the buffer. It is kept while a stream is read. */
#define ALTERED -1

/* Of a stream that fopen makes: with its FILE and malloc's overhead, it fills one
 * page of wasm memory. */
#define FILE_BUFFER 0xf000

/* Of stdin and stdout, which are static. */
#define STD_BUFFER 0x8000

/* fdopen for a descriptor that is open as mode wants it. */
hidden FILE *__file_new(int, const char *);

/* stdout and stderr have no seek and close functions, which most programs never
 * use on them: a program that calls these links them. */
#define __file_seek(f, off, whence) \
	((f)->seek ? (f)->seek((f), (off), (whence)) : __stdio_seek((f), (off), (whence)))
#define __file_close(f) ((f)->close ? (f)->close(f) : __stdio_close(f))

/* An unbuffered stream borrows a buffer for a message of several parts; giving it
 * back sends them in one call. */
static inline int __file_lend(FILE *f, unsigned char *buf, size_t size)
{
	if (f->buf_size) return 0;
	f->buf = buf;
	f->buf_size = size;
	f->wpos = f->wbase = f->wend = 0;
	return 1;
}

static inline void __file_take_back(FILE *f, unsigned char *buf)
{
	f->write(f, 0, 0);
	f->buf = buf;
	f->buf_size = 0;
	f->wpos = f->wbase = f->wend = 0;
}

#endif
