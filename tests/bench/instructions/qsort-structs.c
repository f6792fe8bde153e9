#include <stdlib.h>

struct item {
	int key;
	char text[52];
};

static int compare(const void *a, const void *b)
{
	int x = ((const struct item *)a)->key, y = ((const struct item *)b)->key;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	static struct item items[2000];
	unsigned random = (unsigned)argc;

	(void)argv;
	for (int i = 0; i < 2000; i++) {
		random = random * 1103515245 + 12345;
		items[i].key = (int)(random >> 8);
	}
	qsort(items, 2000, sizeof *items, compare);
	for (int i = 1; i < 2000; i++)
		if (items[i - 1].key > items[i].key) return 1;
	return 0;
}
