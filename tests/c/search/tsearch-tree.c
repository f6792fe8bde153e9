/* tsearch, tfind, tdelete, twalk: 500 keys in and out. */
#include "../check.h"
#include <search.h>

static int keys[500], walked, last;

static int compare(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static void visit(const void *node, VISIT when, int depth)
{
	const int *key = *(int *const *)node;

	CHECK(depth < 30);
	if (when == postorder || when == leaf) {
		CHECK(*key > last);
		last = *key;
		walked++;
	}
}

int main(void)
{
	void *root = NULL;

	for (int i = 0; i < 500; i++) {
		keys[i] = i * 211 % 500;
		int **node = tsearch(&keys[i], &root, compare);
		CHECK(node != NULL && *node == &keys[i]);
	}
	int copy = 7;
	int **found = tsearch(&copy, &root, compare);
	CHECK(*found != &copy && **found == 7);
	last = -1;
	twalk(root, visit);
	CHECK_EQ(walked, 500);
	for (int i = 0; i < 500; i += 2)
		CHECK(tdelete(&keys[i], &root, compare) != NULL);
	for (int i = 0; i < 500; i++)
		CHECK((tfind(&keys[i], &root, compare) == NULL) == (i % 2 == 0));
	for (int i = 1; i < 500; i += 2)
		CHECK(tdelete(&keys[i], &root, compare) != NULL);
	CHECK(root == NULL);
}
