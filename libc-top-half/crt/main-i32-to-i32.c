#include "../src/env/__host_args.h"

/* main(argc) alone. */
int __main_of_one(int) __asm__("main");

int __main_void(void)
{
	int argc;
	__host_args(&argc);
	return __main_of_one(argc);
}
