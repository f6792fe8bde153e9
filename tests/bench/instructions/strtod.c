#include <stdlib.h>

int main(int argc, char **argv)
{
	static const char *const numbers[] = { "3.14159", "-0.000123456789", "123456789.125" };
	double sum = 0;

	(void)argv;
	for (int i = 0; i < 1000; i++)
		sum += strtod(numbers[i % 3], 0) * argc;
	return sum == 0;
}
