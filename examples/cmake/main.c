/* Prints each argument as a Roman numeral. */

#include "roman.h"

#include <stdio.h>
#include <stdlib.h>

static int print(const char *argument)
{
	char numeral[ROMAN_SIZE], *end;
	long number = strtol(argument, &end, 10);

	if (*end || roman(number, numeral) != 0) {
		fprintf(stderr, "roman: '%s' is not a number from 1 to 3999\n", argument);
		return EXIT_FAILURE;
	}
	return puts(numeral) == EOF ? EXIT_FAILURE : EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	int status = EXIT_SUCCESS;

	if (argc < 2) {
		fputs("usage: roman NUMBER...\n", stderr);
		return 2;
	}
	for (int i = 1; i < argc; i++)
		if (print(argv[i]) != EXIT_SUCCESS)
			status = EXIT_FAILURE;
	return fflush(stdout) == EOF ? EXIT_FAILURE : status;
}
