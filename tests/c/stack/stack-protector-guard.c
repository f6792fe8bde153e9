/* The stack protector's guard: random, and its first byte is zero, so that a string that
 * runs into it ends there. */
#include "../check.h"
#include <stdint.h>

extern uintptr_t __stack_chk_guard;

int main(void)
{
	CHECK(__stack_chk_guard != 0);
	CHECK_EQ(__stack_chk_guard & 0xff, 0);
	/* Nothing that a second build could foretell. */
	CHECK(__stack_chk_guard != (((uintptr_t)&__stack_chk_guard * 1103515245) & ~0xffu));
}
