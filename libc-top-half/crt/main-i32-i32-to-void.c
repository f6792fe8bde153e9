#include <unistd.h>
#include "../src/env/__host_args.h"

void __main_of_any(int, ...) __asm__("main");

int __main_void(void)
{
	int argc;
	char **argv = __host_args(&argc);
	__main_of_any(argc, argv, __environ);
	return 0;
}
