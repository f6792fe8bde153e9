#include "../src/env/__host_args.h"

/* clang's name for a main of two parameters. */
void __main_argc_argv(int, char **);

int __main_void(void)
{
	int argc;
	char **argv = __host_args(&argc);
	__main_argc_argv(argc, argv);
	return 0;
}
