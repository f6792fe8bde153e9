#include "../src/env/__host_args.h"

void __main_of_one(int) __asm__("main");

int __main_void(void)
{
	int argc;
	__host_args(&argc);
	__main_of_one(argc);
	return 0;
}
