/* sys/tree.h: a splay tree keeps its order, and moves the found element to the root. */
#include "../check.h"
#include <sys/tree.h>

struct node {
	int key;
	SPLAY_ENTRY(node) entry;
};

static int compare(struct node *a, struct node *b)
{
	return (a->key > b->key) - (a->key < b->key);
}

SPLAY_HEAD(tree, node);
SPLAY_PROTOTYPE(tree, node, entry, compare)
SPLAY_GENERATE(tree, node, entry, compare)

#define N 500

int main(void)
{
	static struct node nodes[N];
	static char in[N];
	struct tree tree = SPLAY_INITIALIZER(&tree);
	struct node *it;
	unsigned random = 1;
	int key;

	CHECK(SPLAY_EMPTY(&tree) && SPLAY_MIN(tree, &tree) == NULL);
	CHECK(SPLAY_FIND(tree, &tree, &nodes[0]) == NULL);
	CHECK(SPLAY_REMOVE(tree, &tree, &nodes[0]) == NULL);
	for (int i = 0; i < N; i++)
		nodes[i].key = i;
	for (int i = 0; i < 20000; i++) {
		random = random * 1103515245 + 12345;
		int n = (random >> 12) % N;
		struct node *found = SPLAY_FIND(tree, &tree, &nodes[n]);

		CHECK(found == (in[n] ? &nodes[n] : NULL));
		if (found != NULL)
			CHECK(SPLAY_ROOT(&tree) == found);
		if (random >> 7 & 1) {
			CHECK(SPLAY_INSERT(tree, &tree, &nodes[n]) == found);
			in[n] = 1;
		} else {
			CHECK(SPLAY_REMOVE(tree, &tree, &nodes[n]) == found);
			in[n] = 0;
		}
		if (i % 1000 == 0) {
			key = 0;
			SPLAY_FOREACH(it, tree, &tree) {
				for (; key < it->key; key++)
					CHECK(!in[key]);
				CHECK(in[key++]);
			}
			for (; key < N; key++)
				CHECK(!in[key]);
		}
	}
	for (int i = 0; i < N; i++)
		SPLAY_INSERT(tree, &tree, &nodes[i]);
	CHECK_EQ(SPLAY_MIN(tree, &tree)->key, 0);
	CHECK_EQ(SPLAY_MAX(tree, &tree)->key, N - 1);
	CHECK(SPLAY_NEXT(tree, &tree, &nodes[N - 1]) == NULL);
}
