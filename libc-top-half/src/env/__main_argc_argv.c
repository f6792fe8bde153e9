#include <unistd.h>

/* A main of three parameters keeps its name; of none or two, clang gives it another, and
 * this object stays out. */
int __main_of_three(int, char **, char **) __asm__("main");

int __main_argc_argv(int argc, char **argv)
{
	return __main_of_three(argc, argv, __environ);
}
