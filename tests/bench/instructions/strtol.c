#include <stdlib.h>

/* CALL is what is measured. */
int main(int argc, char **argv)
{
	static const char *const numbers[] = { NUMBERS };
	unsigned long long sum = 0;

	(void)argv;
	for (int i = 0; i < 1000; i++) {
		const char *s = numbers[i % (int)(sizeof numbers / sizeof *numbers)];

		sum += (unsigned long long)CALL;
	}
	return sum == (unsigned)argc;
}
