#include <search.h>
#include <stdio.h>
#include <stdlib.h>

enum { COUNT = 1000 };

static int compare(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

/* Looks up each of many keys: SEARCH is b for bsearch, t for tsearch and tfind, h for hsearch. */
int main(int argc, char **argv)
{
	static int numbers[COUNT];
	static char names[COUNT][16];
	void *root = 0;
	int found = 0;

	(void)argv;
	for (int i = 0; i < COUNT; i++) {
		numbers[i] = 2 * i * argc;
		snprintf(names[i], sizeof names[i], "key-%d", i * 7919 % COUNT);
	}
	switch (SEARCH) {
	case 'b':
		for (int key = 0; key < 2 * COUNT; key++)
			found += bsearch(&key, numbers, COUNT, sizeof *numbers, compare) != 0;
		break;
	case 't':
		for (int i = 0; i < COUNT; i++)
			tsearch(&numbers[i * 389 % COUNT], &root, compare);
		for (int key = 0; key < 2 * COUNT; key++)
			found += tfind(&key, &root, compare) != 0;
		for (int i = 0; i < COUNT; i++)
			tdelete(&numbers[i], &root, compare);
		break;
	case 'h':
		if (!hcreate(2 * COUNT))
			return 1;
		for (int i = 0; i < COUNT; i++)
			hsearch((ENTRY){ names[i], names[i] }, ENTER);
		for (int i = 0; i < COUNT; i++)
			found += hsearch((ENTRY){ names[i], 0 }, FIND) != 0;
		hdestroy();
		break;
	}
	return found != COUNT;
}
