#include <stdlib.h>

/* The function that is measured, and its numbers. */
#ifndef CALL
#define CALL strtod
#endif
#ifndef NUMBERS
#define NUMBERS "3.14159", "-0.000123456789", "123456789.125"
#endif

int main(int argc, char **argv)
{
	static const char *const numbers[] = { NUMBERS };
	double sum = 0;

	(void)argv;
	for (int i = 0; i < 1000; i++)
		sum += CALL(numbers[i % (int)(sizeof numbers / sizeof *numbers)], 0) * argc;
	return sum == 0;
}
