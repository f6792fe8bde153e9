#include <unistd.h>

/* A main of three parameters keeps its name; for one with none or two, clang uses
 * another name, and this object is not linked. */
int __main_of_three(int, char **, char **) __asm__("main");

int __main_argc_argv(int argc, char **argv)
{
	return __main_of_three(argc, argv, __environ);
}
