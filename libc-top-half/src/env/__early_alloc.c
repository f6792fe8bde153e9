#include <stdint.h>
#include "__early_alloc.h"
#include "atomic.h"
#include "syscall.h"

void *__early_alloc(size_t n)
{
	uintptr_t p = __syscall(SYS_brk, 0);
	p += -p & 15;
	if (__syscall(SYS_brk, p + n) != p + n) a_crash();
	return (void *)p;
}
