#include <features.h>
#include "__host_args.h"

int __main_argc_argv(int, char **);

/* clang names a main with parameters __main_argc_argv, and one without
 * __main_void: only a program with parameters links this. */
weak int __main_void(void)
{
	int argc;
	char **argv = __host_args(&argc);
	return __main_argc_argv(argc, argv);
}
