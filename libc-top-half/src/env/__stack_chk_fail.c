#include <stdint.h>
#include <string.h>
#include <sys/uio.h>
#include "atomic.h"
#include "syscall.h"

/* Random, except for its lowest byte, which ends a string that overflows into it. */
uintptr_t __stack_chk_guard;

void __init_ssp(void *entropy)
{
	uintptr_t guard = (uintptr_t)&__stack_chk_guard * 1103515245;
	if (entropy) memcpy(&guard, entropy, sizeof guard);
	__stack_chk_guard = guard & ~(uintptr_t)0xff;
}

/* Before the constructors of the program: it must not change during their functions. */
__attribute__((__constructor__(10))) static void initialize_guard(void)
{
	uintptr_t entropy;
	long got = __syscall(SYS_getrandom, &entropy, sizeof entropy, 0);
	__init_ssp(got == sizeof entropy ? &entropy : 0);
}

_Noreturn void __stack_chk_fail(void)
{
	static const char message[] = "stack smashing detected: a function wrote past its array\n";
	struct iovec line = { (void *)message, sizeof message - 1 };
	__syscall(SYS_writev, 2, &line, 1);
	a_crash();
}

weak_alias(__stack_chk_fail, __stack_chk_fail_local);
