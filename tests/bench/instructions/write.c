#include <stdio.h>
#include <string.h>

#ifndef TIMES
#define TIMES 10000
#endif

/* CALL is what is measured: it writes to a file. */
int main(int argc, char **argv)
{
	static char data[65536];
	FILE *file = fopen("out.txt", "w");

	(void)argv;
	if (!file)
		return 1;
	memset(data, 'x', sizeof data - argc);
	for (int i = 0; i < TIMES; i++)
		CALL;
	return fclose(file);
}
