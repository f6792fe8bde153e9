#include <stdio.h>
#include <string.h>

/* Writes BYTES bytes in records of 64. */
int main(void)
{
	char record[64];
	memset(record, 'x', sizeof record);
	FILE *file = fopen("written.txt", "w");
	if (!file)
		return 1;
	for (size_t total = 0; total < BYTES; total += sizeof record)
		if (fwrite(record, 1, sizeof record, file) != sizeof record)
			return 1;
	return fclose(file) != 0;
}
