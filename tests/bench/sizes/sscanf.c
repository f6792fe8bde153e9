#include <stdio.h>

int main(int argc, char **argv)
{
	int number;
	return sscanf(argv[argc - 1], "%d", &number) != 1;
}
