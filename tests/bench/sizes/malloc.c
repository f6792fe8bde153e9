#include <stdlib.h>
#include <unistd.h>

int main(void)
{
	char *block = malloc(100);
	if (!block)
		return 1;
	block[0] = 'x';
	ssize_t written = write(1, block, 1);
	free(block);
	return written != 1;
}
