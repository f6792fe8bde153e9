#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

/* CALL is what is measured, until it is false at the end of the file. */
int main(void)
{
	static char data[65536];
	char *line = 0;
	size_t size = 0;
	int c;
	FILE *file = fopen("data.txt", "r");

	if (!file)
		return 1;
	(void)c, (void)size, (void)data;
	while (CALL)
		;
	free(line);
	return fclose(file);
}
