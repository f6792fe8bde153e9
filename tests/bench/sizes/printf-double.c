#include <stdio.h>

int main(int argc, char **argv)
{
	(void)argv;
	return printf("%f\n", argc / 3.0) < 0;
}
