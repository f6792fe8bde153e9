/* sys/queue.h: the lists that glibc has too. */
#include "../check.h"
#include <sys/queue.h>

struct node {
	int key;
	SLIST_ENTRY(node) s;
	LIST_ENTRY(node) l;
	STAILQ_ENTRY(node) st;
	SIMPLEQ_ENTRY(node) si;
	TAILQ_ENTRY(node) t;
	CIRCLEQ_ENTRY(node) c;
};

SLIST_HEAD(slist, node);
LIST_HEAD(list, node);
STAILQ_HEAD(stailq, node);
SIMPLEQ_HEAD(simpleq, node);
TAILQ_HEAD(tailq, node);
CIRCLEQ_HEAD(circleq, node);

static struct node n[5] = { { .key = 0 }, { .key = 1 }, { .key = 2 }, { .key = 3 }, { .key = 4 } };

/* The keys of a list in order, as one number. */
#define KEYS(want, each)                                     \
	do {                                                 \
		int keys = 0;                                \
		struct node *it;                             \
		each keys = keys * 10 + it->key;             \
		CHECK_EQ(keys, want);                        \
	} while (0)

static void singly(void)
{
	struct slist s = SLIST_HEAD_INITIALIZER(s);

	CHECK(SLIST_EMPTY(&s));
	SLIST_INSERT_HEAD(&s, &n[1], s);
	SLIST_INSERT_HEAD(&s, &n[4], s);
	SLIST_INSERT_AFTER(&n[4], &n[2], s);
	KEYS(421, SLIST_FOREACH(it, &s, s));
	SLIST_REMOVE(&s, &n[2], node, s);
	KEYS(41, SLIST_FOREACH(it, &s, s));
	SLIST_REMOVE_HEAD(&s, s);
	CHECK(SLIST_FIRST(&s) == &n[1] && SLIST_NEXT(&n[1], s) == NULL);
	SLIST_REMOVE(&s, &n[1], node, s);
	CHECK(SLIST_EMPTY(&s));
	SLIST_INIT(&s);
}

static void doubly(void)
{
	struct list l = LIST_HEAD_INITIALIZER(l);

	LIST_INSERT_HEAD(&l, &n[3], l);
	LIST_INSERT_BEFORE(&n[3], &n[1], l);
	LIST_INSERT_AFTER(&n[1], &n[2], l);
	LIST_INSERT_AFTER(&n[3], &n[4], l);
	KEYS(1234, LIST_FOREACH(it, &l, l));
	LIST_REMOVE(&n[4], l);
	LIST_REMOVE(&n[1], l);
	KEYS(23, LIST_FOREACH(it, &l, l));
	LIST_REMOVE(&n[2], l);
	LIST_REMOVE(&n[3], l);
	CHECK(LIST_EMPTY(&l) && LIST_FIRST(&l) == NULL);
	LIST_INIT(&l);
	LIST_INSERT_HEAD(&l, &n[0], l);
	CHECK(LIST_NEXT(&n[0], l) == NULL);
}

static void with_end(void)
{
	struct stailq s = STAILQ_HEAD_INITIALIZER(s), more;
	struct simpleq q = SIMPLEQ_HEAD_INITIALIZER(q);

	STAILQ_INSERT_TAIL(&s, &n[2], st);
	STAILQ_INSERT_HEAD(&s, &n[1], st);
	STAILQ_INSERT_TAIL(&s, &n[3], st);
	STAILQ_INSERT_AFTER(&s, &n[3], &n[4], st);
	KEYS(1234, STAILQ_FOREACH(it, &s, st));
	STAILQ_REMOVE(&s, &n[4], node, st);
	STAILQ_INSERT_TAIL(&s, &n[4], st);
	STAILQ_REMOVE(&s, &n[2], node, st);
	STAILQ_REMOVE_HEAD(&s, st);
	KEYS(34, STAILQ_FOREACH(it, &s, st));
	STAILQ_INIT(&more);
	STAILQ_CONCAT(&s, &more);
	STAILQ_INSERT_TAIL(&more, &n[1], st);
	STAILQ_CONCAT(&s, &more);
	CHECK(STAILQ_EMPTY(&more));
	STAILQ_INSERT_TAIL(&s, &n[2], st);
	KEYS(3412, STAILQ_FOREACH(it, &s, st));
	while (!STAILQ_EMPTY(&s))
		STAILQ_REMOVE_HEAD(&s, st);
	STAILQ_INSERT_TAIL(&s, &n[2], st);
	CHECK(STAILQ_FIRST(&s) == &n[2] && STAILQ_NEXT(&n[2], st) == NULL);

	SIMPLEQ_INSERT_TAIL(&q, &n[2], si);
	SIMPLEQ_INSERT_HEAD(&q, &n[1], si);
	SIMPLEQ_INSERT_AFTER(&q, &n[2], &n[3], si);
	SIMPLEQ_REMOVE(&q, &n[2], node, si);
	KEYS(13, SIMPLEQ_FOREACH(it, &q, si));
	SIMPLEQ_REMOVE_HEAD(&q, si);
	SIMPLEQ_REMOVE_HEAD(&q, si);
	CHECK(SIMPLEQ_EMPTY(&q));
}

static void both_ways(void)
{
	struct tailq t = TAILQ_HEAD_INITIALIZER(t), more;
	struct circleq c = CIRCLEQ_HEAD_INITIALIZER(c);

	CHECK(TAILQ_LAST(&t, tailq) == NULL);
	TAILQ_INSERT_TAIL(&t, &n[3], t);
	TAILQ_INSERT_HEAD(&t, &n[1], t);
	TAILQ_INSERT_BEFORE(&n[3], &n[2], t);
	TAILQ_INSERT_AFTER(&t, &n[3], &n[4], t);
	KEYS(1234, TAILQ_FOREACH(it, &t, t));
	KEYS(4321, TAILQ_FOREACH_REVERSE(it, &t, tailq, t));
	CHECK(TAILQ_PREV(&n[1], tailq, t) == NULL && TAILQ_PREV(&n[4], tailq, t) == &n[3]);
	TAILQ_REMOVE(&t, &n[4], t);
	TAILQ_REMOVE(&t, &n[2], t);
	KEYS(31, TAILQ_FOREACH_REVERSE(it, &t, tailq, t));
	TAILQ_INIT(&more);
	TAILQ_INSERT_HEAD(&more, &n[2], t);
	TAILQ_CONCAT(&t, &more, t);
	CHECK(TAILQ_EMPTY(&more) && TAILQ_LAST(&t, tailq) == &n[2]);
	KEYS(231, TAILQ_FOREACH_REVERSE(it, &t, tailq, t));
	while (!TAILQ_EMPTY(&t))
		TAILQ_REMOVE(&t, TAILQ_FIRST(&t), t);
	CHECK(TAILQ_LAST(&t, tailq) == NULL && TAILQ_FIRST(&t) == NULL);

	CHECK(CIRCLEQ_EMPTY(&c));
	CIRCLEQ_INSERT_HEAD(&c, &n[2], c);
	CIRCLEQ_INSERT_TAIL(&c, &n[4], c);
	CIRCLEQ_INSERT_BEFORE(&c, &n[2], &n[1], c);
	CIRCLEQ_INSERT_AFTER(&c, &n[2], &n[3], c);
	KEYS(1234, CIRCLEQ_FOREACH(it, &c, c));
	KEYS(4321, CIRCLEQ_FOREACH_REVERSE(it, &c, c));
	/* glibc's macros take no expressions here. */
	struct node *last = &n[4], *first = &n[1];
	CHECK(CIRCLEQ_LOOP_NEXT(&c, last, c) == first);
	CHECK(CIRCLEQ_LOOP_PREV(&c, first, c) == last);
	CHECK(CIRCLEQ_NEXT(&n[1], c) == &n[2] && CIRCLEQ_PREV(&n[2], c) == &n[1]);
	CIRCLEQ_REMOVE(&c, &n[1], c);
	CIRCLEQ_REMOVE(&c, &n[3], c);
	CHECK(CIRCLEQ_FIRST(&c) == &n[2] && CIRCLEQ_LAST(&c) == &n[4]);
	KEYS(42, CIRCLEQ_FOREACH_REVERSE(it, &c, c));
	CIRCLEQ_REMOVE(&c, &n[2], c);
	CIRCLEQ_REMOVE(&c, &n[4], c);
	CHECK(CIRCLEQ_EMPTY(&c));
}

int main(void)
{
	singly();
	doubly();
	with_end();
	both_ways();
}
