/* getcontext, setcontext, swapcontext: declared and linked, refused with ENOSYS. */
#include "../check.h"
#include <ucontext.h>

static void never(void)
{
	CHECK(!"another stack");
}

int main(void)
{
	static ucontext_t here, there;
	static char stack[65536];

	CHECK_ERRNO(getcontext(&there), ENOSYS);
	there.uc_stack.ss_sp = stack;
	there.uc_stack.ss_size = sizeof stack;
	there.uc_link = &here;
	makecontext(&there, never, 0);
	CHECK_ERRNO(swapcontext(&here, &there), ENOSYS);
	CHECK_ERRNO(setcontext(&there), ENOSYS);
}
