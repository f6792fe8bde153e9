#include <stdlib.h>

/* 800 digits behind the point, others in each of ten texts. */
int main(int argc, char **argv)
{
	static char text[10][803];
	unsigned random = 1;
	double sum = 0;

	(void)argv;
	for (int i = 0; i < 10; i++) {
		text[i][0] = '3';
		text[i][1] = '.';
		for (int j = 2; j < 802; j++) {
			random = random * 1103515245u + 12345u;
			text[i][j] = (char)('0' + (random >> 16) % 10);
		}
	}
	for (int i = 0; i < 100; i++)
		sum += strtod(text[i % 10], 0) * argc;
	return sum == 0;
}
