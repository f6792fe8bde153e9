/* brk by its number: a request beyond the limit fails, and the break stays. */
#define _GNU_SOURCE
#include "../check.h"
#include <stdint.h>
#include <sys/syscall.h>

int main(void)
{
	uintptr_t now = (uintptr_t)syscall(SYS_brk, 0);

	CHECK_EQ((uintptr_t)syscall(SYS_brk, UINTPTR_MAX - 8191), now);
	CHECK_EQ((uintptr_t)syscall(SYS_brk, 1), now);
	CHECK_EQ((uintptr_t)syscall(SYS_brk, 0), now);
}
