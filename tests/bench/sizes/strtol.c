#include <stdlib.h>

int main(int argc, char **argv)
{
	return strtol(argv[argc - 1], 0, 10) > 1;
}
