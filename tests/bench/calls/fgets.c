#include <stdio.h>
#include <string.h>

/* Reads a text of BYTES bytes line by line. */
int main(void)
{
	char line[256];
	size_t total = 0;
	FILE *file = fopen("data.txt", "r");
	if (!file)
		return 1;
	while (fgets(line, sizeof line, file))
		total += strlen(line);
	fclose(file);
	return total != BYTES;
}
