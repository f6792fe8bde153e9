/* sys/queue.h: what only the BSDs have: walks that survive removal, swaps, more ends. */
#include "../check.h"
#include <sys/queue.h>

struct node {
	int key;
	SLIST_ENTRY(node) s;
	LIST_ENTRY(node) l;
	STAILQ_ENTRY(node) st;
	TAILQ_ENTRY(node) t;
	CIRCLEQ_ENTRY(node) c;
};

SLIST_HEAD(slist, node);
LIST_HEAD(list, node);
STAILQ_HEAD(stailq, node);
TAILQ_HEAD(tailq, node);
CIRCLEQ_HEAD(circleq, node);

static struct node n[6] = { { .key = 0 }, { .key = 1 }, { .key = 2 },
			    { .key = 3 }, { .key = 4 }, { .key = 5 } };

#define KEYS(want, each)                                     \
	do {                                                 \
		int keys = 0;                                \
		it = NULL;                                   \
		each keys = keys * 10 + it->key;             \
		CHECK_EQ(keys, want);                        \
	} while (0)

int main(void)
{
	struct slist s = SLIST_HEAD_INITIALIZER(s), s2 = s;
	struct list l = LIST_HEAD_INITIALIZER(l), l2 = l;
	struct stailq st = STAILQ_HEAD_INITIALIZER(st), st2 = STAILQ_HEAD_INITIALIZER(st2);
	struct tailq t = TAILQ_HEAD_INITIALIZER(t), t2 = TAILQ_HEAD_INITIALIZER(t2);
	struct circleq c = CIRCLEQ_HEAD_INITIALIZER(c);
	struct node *it, *other;

	for (int i = 1; i <= 4; i++) {
		SLIST_INSERT_HEAD(&s, &n[i], s);
		LIST_INSERT_HEAD(&l, &n[i], l);
		STAILQ_INSERT_TAIL(&st, &n[i], st);
		TAILQ_INSERT_TAIL(&t, &n[i], t);
		CIRCLEQ_INSERT_TAIL(&c, &n[i], c);
	}

	SLIST_REMOVE_AFTER(&n[4], s);
	KEYS(421, SLIST_FOREACH_FROM(it, &s, s));
	SLIST_SWAP(&s, &s2, node);
	CHECK(SLIST_EMPTY(&s));
	SLIST_FOREACH_SAFE(it, &s2, s, other) {
		SLIST_REMOVE(&s2, it, node, s);
		it->s.sle_next = it;
	}
	CHECK(SLIST_EMPTY(&s2));

	CHECK(LIST_PREV(&n[4], &l, node, l) == NULL && LIST_PREV(&n[3], &l, node, l) == &n[4]);
	LIST_REPLACE(&n[4], &n[5], l);
	LIST_REPLACE(&n[1], &n[0], l);
	LIST_SWAP(&l, &l2, node, l);
	CHECK(LIST_EMPTY(&l));
	KEYS(5320, LIST_FOREACH(it, &l2, l));
	LIST_FOREACH_SAFE(it, &l2, l, other)
		LIST_REMOVE(it, l);
	CHECK(LIST_EMPTY(&l2));

	CHECK(STAILQ_LAST(&st, node, st) == &n[4] && STAILQ_LAST(&st2, node, st) == NULL);
	STAILQ_REMOVE_AFTER(&st, &n[3], st);
	CHECK(STAILQ_LAST(&st, node, st) == &n[3]);
	STAILQ_SWAP(&st, &st2, node);
	STAILQ_INSERT_TAIL(&st, &n[5], st);
	STAILQ_INSERT_TAIL(&st2, &n[4], st);
	KEYS(5, STAILQ_FOREACH(it, &st, st));
	KEYS(1234, STAILQ_FOREACH(it, &st2, st));
	STAILQ_FOREACH_SAFE(it, &st2, st, other)
		STAILQ_REMOVE(&st2, it, node, st);
	CHECK(STAILQ_EMPTY(&st2));

	CHECK(TAILQ_LAST_FAST(&t, node, t) == &n[4] && TAILQ_PREV_FAST(&n[1], &t, node, t) == NULL);
	TAILQ_REPLACE(&t, &n[4], &n[5], t);
	TAILQ_REPLACE(&t, &n[1], &n[0], t);
	KEYS(5320, TAILQ_FOREACH_REVERSE(it, &t, tailq, t));
	TAILQ_SWAP(&t, &t2, node, t);
	TAILQ_INSERT_TAIL(&t, &n[1], t);
	TAILQ_INSERT_TAIL(&t2, &n[4], t);
	KEYS(1, TAILQ_FOREACH(it, &t, t));
	KEYS(45320, TAILQ_FOREACH_REVERSE_FROM(it, &t2, tailq, t));
	TAILQ_FOREACH_REVERSE_SAFE(it, &t2, tailq, t, other)
		TAILQ_REMOVE(&t2, it, t);
	CHECK(TAILQ_EMPTY(&t2));

	CIRCLEQ_REPLACE(&c, &n[1], &n[5], c);
	KEYS(5234, CIRCLEQ_FOREACH(it, &c, c));
	CIRCLEQ_FOREACH_SAFE(it, &c, c, other)
		CIRCLEQ_REMOVE(&c, it, c);
	CHECK(CIRCLEQ_EMPTY(&c));
}
