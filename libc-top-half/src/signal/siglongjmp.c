/* Upstream restores the mask when sigsetjmp returns again. The compiler implements setjmp
 * here, so sigsetjmp cannot run code then: restore the mask before the jump. */
#include <setjmp.h>
#include <signal.h>

_Noreturn void siglongjmp(sigjmp_buf buf, int value)
{
	if (buf->__fl) sigprocmask(SIG_SETMASK, (sigset_t *)buf->__ss, 0);
	longjmp(buf, value);
}
