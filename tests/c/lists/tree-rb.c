/* sys/tree.h: a red-black tree keeps its order and balance through insertions and
 * removals, and RB_AUGMENT keeps sums right. */
#include "../check.h"

struct node;
static void count(struct node *);
#define RB_AUGMENT(element) count(element)
#include <sys/tree.h>

struct node {
	RB_ENTRY(node) entry;
	int key;
	int nodes;
};

static int compare(struct node *a, struct node *b)
{
	return (a->key > b->key) - (a->key < b->key);
}

RB_HEAD(tree, node);
RB_PROTOTYPE(tree, node, entry, compare)
RB_GENERATE(tree, node, entry, compare)

static void count(struct node *node)
{
	struct node *left = RB_LEFT(node, entry), *right = RB_RIGHT(node, entry);

	node->nodes = 1 + (left ? left->nodes : 0) + (right ? right->nodes : 0);
}

/* The number of black ones on each way down. */
static int check(struct node *node, struct node *parent)
{
	if (node == NULL)
		return 1;
	CHECK(RB_PARENT(node, entry) == parent);
	if (RB_COLOR(node, entry) == RB_RED)
		CHECK(parent != NULL && RB_COLOR(parent, entry) == RB_BLACK);

	struct node *left = RB_LEFT(node, entry), *right = RB_RIGHT(node, entry);
	int blacks = check(left, node);

	CHECK_EQ(check(right, node), blacks);
	CHECK(left == NULL || left->key < node->key);
	CHECK(right == NULL || right->key > node->key);
	CHECK_EQ(node->nodes, 1 + (left ? left->nodes : 0) + (right ? right->nodes : 0));
	return blacks + (RB_COLOR(node, entry) == RB_BLACK);
}

#define N 500

int main(void)
{
	static struct node nodes[N];
	struct tree tree = RB_INITIALIZER(&tree);
	struct node *it, *next;
	unsigned random = 1;
	int present = 0;

	CHECK(RB_EMPTY(&tree) && RB_MIN(tree, &tree) == NULL && RB_MAX(tree, &tree) == NULL);
	for (int i = 0; i < N; i++)
		nodes[i].key = 2 * i;
	for (int i = 0; i < 20000; i++) {
		random = random * 1103515245 + 12345;
		struct node *node = &nodes[(random >> 12) % N];
		struct node *found = RB_FIND(tree, &tree, node);

		if (found == NULL) {
			CHECK(RB_INSERT(tree, &tree, node) == NULL);
			present++;
		} else {
			CHECK(found == node);
			CHECK(RB_INSERT(tree, &tree, node) == node);
			if (random >> 7 & 1) {
				CHECK(RB_REMOVE(tree, &tree, node) == node);
				present--;
			}
		}
		if (i % 16 == 0) {
			check(RB_ROOT(&tree), NULL);
			CHECK_EQ(RB_ROOT(&tree) ? RB_ROOT(&tree)->nodes : 0, present);
		}
	}

	/* All of them, then in order, both ways. */
	for (int i = 0; i < N; i++)
		RB_INSERT(tree, &tree, &nodes[i]);
	int key = 0;
	RB_FOREACH(it, tree, &tree) {
		CHECK_EQ(it->key, key);
		key += 2;
	}
	CHECK_EQ(key, 2 * N);
	RB_FOREACH_REVERSE(it, tree, &tree) {
		key -= 2;
		CHECK_EQ(it->key, key);
	}
	CHECK_EQ(key, 0);

	struct node odd = { .key = 101 };
	CHECK(RB_FIND(tree, &tree, &odd) == NULL);
	CHECK_EQ(RB_NFIND(tree, &tree, &odd)->key, 102);
	odd.key = 2 * N;
	CHECK(RB_NFIND(tree, &tree, &odd) == NULL);

	RB_FOREACH_SAFE(it, tree, &tree, next)
		if (it->key % 4 == 0) {
			RB_REMOVE(tree, &tree, it);
			memset(it, 0xff, sizeof *it);
		}
	check(RB_ROOT(&tree), NULL);
	CHECK_EQ(RB_ROOT(&tree)->nodes, N / 2);
	while ((it = RB_ROOT(&tree)) != NULL) {
		RB_REMOVE(tree, &tree, it);
		check(RB_ROOT(&tree), NULL);
	}
}
