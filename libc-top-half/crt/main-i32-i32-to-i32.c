#include <unistd.h>
#include "../src/env/__host_args.h"

/* main(argc, ...): with two fixed parameters it would have another name. */
int __main_of_any(int, ...) __asm__("main");

int __main_void(void)
{
	int argc;
	char **argv = __host_args(&argc);
	return __main_of_any(argc, argv, __environ);
}
