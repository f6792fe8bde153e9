#include <stdlib.h>
#include <string.h>

/* Long ones and short ones. */
int main(int argc, char **argv)
{
	char *from = malloc(4097), *to = malloc(4097);
	size_t sum = 0;

	(void)argv;
	memset(from, 'a', 4096);
	from[4096] = 0;
	for (int i = 0; i < 1000; i++) {
		size_t at = (i & 1) ? (size_t)(i % 100) : 4090 - (size_t)(i % 10);

		sum += strlen(from + at);
		memcpy(to, from + at, 4097 - at);
		sum += (size_t)(strcmp(to, from + at) + memcmp(from, to, 4096 - at));
		sum += strchr(from + at, 'b') != 0;
		strcpy(to, from + at);
	}
	return sum == (size_t)argc;
}
