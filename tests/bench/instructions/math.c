#include <complex.h>
#include <math.h>
#include <stdlib.h>

enum { COUNT = 512, TIMES = 10 };

#ifndef TYPE
#define TYPE double
#endif

/* CALL is what is measured, of x, y and z between LOW and HIGH, and of n between -COUNT / 2 and
 * COUNT / 2. */
int main(int argc, char **argv)
{
	static TYPE numbers[COUNT + 2];
	unsigned random = (unsigned)argc;
	double sum = 0;

	(void)argv;
	for (int i = 0; i < COUNT + 2; i++) {
		random = random * 1103515245 + 12345;
		numbers[i] = (TYPE)(LOW + (double)random / 0x1p32 * (double)(HIGH - LOW));
	}
	for (int times = 0; times < TIMES; times++)
		for (int i = 0; i < COUNT; i++) {
			TYPE x = numbers[i], y = numbers[i + 1], z = numbers[i + 2];
			int n = i - COUNT / 2;

			(void)y;
			(void)z;
			(void)n;
			sum += (double)CALL;
		}
	return sum == (double)argc;
}
