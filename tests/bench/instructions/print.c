#include <stdio.h>

enum { TIMES = 1000 };

/* CALL is what is measured: it prints to text, or to a file. */
int main(int argc, char **argv)
{
	char text[256];
	FILE *file = fopen("out.txt", "w");
	const char *name = argc > 99 ? argv[99] : "modified.txt";

	if (!file)
		return 1;
	text[0] = 'x';
	for (int i = 0; i < TIMES; i++) {
		double x = (i - 500) * 1.37;

		(void)x, (void)name;
		CALL;
	}
	return text[0] == 0 || fclose(file);
}
