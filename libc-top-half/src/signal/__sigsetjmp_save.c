#include <setjmp.h>
#include <signal.h>

/* sigsetjmp is setjmp of what this returns. */
struct __jmp_buf_tag *__sigsetjmp_save(struct __jmp_buf_tag *buf, int save)
{
	buf->__fl = save && !sigprocmask(SIG_SETMASK, 0, (sigset_t *)buf->__ss);
	return buf;
}
