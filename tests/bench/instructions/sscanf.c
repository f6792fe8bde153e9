#include <stdio.h>
#include <string.h>

/* CALL is what is measured. */
int main(int argc, char **argv)
{
	static char a[32], b[32], c[32], text[4096];
	int i, j, k, matches = 0;
	double x, y, z;

	(void)argv;
	strcpy(text, "123 ");
	memset(text + 4, 'x', sizeof text - 5);
	for (int time = 0; time < 1000; time++)
		matches += CALL;
	(void)a, (void)b, (void)c, (void)i, (void)j, (void)k, (void)x, (void)y, (void)z;
	return matches == argc;
}
