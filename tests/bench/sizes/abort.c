#include <stdlib.h>

int main(int argc, char **argv)
{
	(void)argv;
	if (argc > 1)
		abort();
	return 0;
}
