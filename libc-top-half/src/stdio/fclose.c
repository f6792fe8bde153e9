/* As upstream, except for __file_close: stdout and stderr have no close of their own. */
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
	/* The stream is closed: the program may not use f from here on. f is still in the list of
	 * open files, and in the thread's list of locked ones if it was locked. Code that walks
	 * these lists must accept a closed FILE, which has no buffered data, and not change it. */

	/* A standard stream stays allocated. */
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
