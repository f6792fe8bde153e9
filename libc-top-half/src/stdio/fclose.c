#include <stdlib.h>
#include "stdio_impl.h"

static void dummy(FILE *f)
{
}

weak_alias(dummy, __unlist_locked_file);

int fclose(FILE *f)
{
	FLOCK(f);
	int r = fflush(f);
	r |= __file_close(f);
	FUNLOCK(f);
	/* A standard stream stays in its place, closed. */
	if (f->flags & F_PERM) return r;

	__unlist_locked_file(f);
	FILE **head = __ofl_lock();
	if (f->prev) f->prev->next = f->next;
	if (f->next) f->next->prev = f->prev;
	if (*head == f) *head = f->next;
	__ofl_unlock();

	free(f->getln_buf);
	free(f);
	return r;
}
