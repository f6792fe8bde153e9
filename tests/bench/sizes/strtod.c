#include <stdlib.h>

int main(int argc, char **argv)
{
	return strtod(argv[argc - 1], 0) > 1;
}
