/* As upstream, but the program may now move the descriptor: its position is not known. */
#include "stdio_impl.h"

/* stdout.c and stderr.c define these where they are linked. */
static FILE *volatile dummy = 0;
weak_alias(dummy, __stdout_used);
weak_alias(dummy, __stderr_used);

static int flush_all(void)
{
	int result = 0;
	if (__stdout_used) result |= fflush(__stdout_used);
	if (__stderr_used) result |= fflush(__stderr_used);
	for (FILE *f = *__ofl_lock(); f; f = f->next) {
		FLOCK(f);
		if (f->wpos != f->wbase) result |= fflush(f);
		FUNLOCK(f);
	}
	__ofl_unlock();
	return result;
}

int fflush(FILE *f)
{
	if (!f) return flush_all();
	FLOCK(f);
	if (f->wpos != f->wbase) {
		f->write(f, 0, 0);
		if (!f->wpos) {
			FUNLOCK(f);
			return EOF;
		}
	}
	/* POSIX: the descriptor is then where reading has come to. */
	if (f->rpos != f->rend) f->seek(f, f->rpos - f->rend, SEEK_CUR);
	f->wpos = f->wbase = f->wend = 0;
	f->rpos = f->rend = 0;
	f->off = 0;
	FUNLOCK(f);
	return 0;
}

weak_alias(fflush, fflush_unlocked);
