#include <stdio.h>

int main(void)
{
	char block[256];
	size_t length, total = 0;
	FILE *file = fopen("data.txt", "r");
	if (!file)
		return 1;
	while ((length = fread(block, 1, sizeof block, file)) > 0)
		total += length;
	fclose(file);
	return total == 0;
}
