/* hcreate, hsearch, hdestroy; lfind and lsearch; insque and remque. */
#include "../check.h"
#include <search.h>

struct element {
	struct element *next, *previous;
	int value;
};

static int compare(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

int main(void)
{
	static char names[100][8];
	int list[4] = { 3, 1 }, key = 9;
	size_t n = 2;
	struct element a = { .value = 1 }, b = { .value = 2 };

	CHECK(hcreate(200));
	for (int i = 0; i < 100; i++) {
		snprintf(names[i], sizeof names[i], "k%d", i);
		ENTRY entry = { names[i], &names[i] };
		CHECK(hsearch(entry, ENTER) != NULL);
	}
	for (int i = 0; i < 100; i++) {
		ENTRY entry = { names[i], NULL }, *found = hsearch(entry, FIND);
		CHECK(found != NULL && found->data == &names[i]);
	}
	CHECK(hsearch((ENTRY){ "missing", NULL }, FIND) == NULL);
	hdestroy();
	CHECK(lfind(&key, list, &n, sizeof *list, compare) == NULL);
	CHECK(lsearch(&key, list, &n, sizeof *list, compare) == &list[2]);
	CHECK_EQ(n, 3);
	CHECK(lfind(&key, list, &n, sizeof *list, compare) == &list[2]);
	insque(&a, NULL);
	insque(&b, &a);
	CHECK(a.next == &b && b.previous == &a && b.next == NULL);
	remque(&b);
	CHECK(a.next == NULL);
}
