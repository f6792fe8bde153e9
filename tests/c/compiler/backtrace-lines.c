/* -g: a trap prints the lines that led to it. */
#include "../check.h"

__attribute__((noinline)) static int divide(int a, int b)
{
	return a / b;
}

int main(int argc, char **argv)
{
	(void)argv;
	return divide(argc, argc - 1);
}
