#include <stdio.h>

int main(int argc, char **argv)
{
	(void)argv;
	return printf("%d\n", argc) < 0;
}
