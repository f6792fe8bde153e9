/* Calls the program's main, which was compiled under the name `measured`, as often as the
   first argument says. */
#undef main
#include <stdlib.h>

int measured(int argc, char **argv);

int main(int argc, char **argv)
{
	if (argc < 2) return 2;
	for (long times = strtol(argv[1], 0, 10); times > 0; times--) {
		int status = measured(argc - 1, argv + 1);

		if (status) return status;
	}
	return 0;
}
