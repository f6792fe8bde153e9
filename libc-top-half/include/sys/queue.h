#ifndef _SYS_QUEUE_H
#define _SYS_QUEUE_H

#include <sys/cdefs.h>

/*
 * Lists as macros, as the BSDs have them. An element holds an _ENTRY, a list is a _HEAD:
 *
 *   SLIST    singly linked: in front and behind an element in O(1), removal in O(n)
 *   LIST     doubly linked: removal in O(1)
 *   STAILQ   singly linked, with its end: also at the end in O(1); SIMPLEQ is another name
 *   TAILQ    doubly linked, with its end: also backwards
 *   CIRCLEQ  doubly linked ring through its head: also backwards
 *
 * In doubly linked lists, an element has the address of the pointer to it, so it can be
 * removed without its predecessor. The members' names are part of the interface.
 */

/* The structure that a pointer to its member belongs to. */
#define __QUEUE_OF(pointer, type, member) \
	((type *)(void *)((char *)(pointer) - __builtin_offsetof(type, member)))

/* SLIST */

#define SLIST_HEAD(name, type) \
	struct name { \
		struct type *slh_first; \
	}
#define SLIST_HEAD_INITIALIZER(head) { 0 }
#define SLIST_ENTRY(type) \
	struct { \
		struct type *sle_next; \
	}

#define SLIST_EMPTY(head) (SLIST_FIRST(head) == 0)

#define SLIST_FIRST(head) ((head)->slh_first)

#define SLIST_NEXT(element, field) ((element)->field.sle_next)

#define SLIST_FOREACH(var, head, field) \
	for ((var) = SLIST_FIRST(head); (var); (var) = SLIST_NEXT(var, field))

#define SLIST_FOREACH_FROM(var, head, field) \
	for ((var) = (var) ? (var) : SLIST_FIRST(head); (var); (var) = SLIST_NEXT(var, field))

#define SLIST_FOREACH_SAFE(var, head, field, next) \
	for ((var) = SLIST_FIRST(head); (var) && ((next) = SLIST_NEXT(var, field), 1); \
		(var) = (next))

#define SLIST_FOREACH_FROM_SAFE(var, head, field, next) \
	for ((var) = (var) ? (var) : SLIST_FIRST(head); \
		(var) && ((next) = SLIST_NEXT(var, field), 1); (var) = (next))

#define SLIST_INIT(head) \
	do { \
		(head)->slh_first = 0; \
	} while (0)

#define SLIST_INSERT_HEAD(head, element, field) \
	do { \
		(element)->field.sle_next = (head)->slh_first; \
		(head)->slh_first = (element); \
	} while (0)

#define SLIST_INSERT_AFTER(before, element, field) \
	do { \
		(element)->field.sle_next = (before)->field.sle_next; \
		(before)->field.sle_next = (element); \
	} while (0)

#define SLIST_REMOVE_HEAD(head, field) \
	do { \
		(head)->slh_first = (head)->slh_first->field.sle_next; \
	} while (0)

#define SLIST_REMOVE_AFTER(before, field) \
	do { \
		(before)->field.sle_next = (before)->field.sle_next->field.sle_next; \
	} while (0)

#define SLIST_REMOVE(head, element, type, field) \
	do { \
		struct type **__link = &(head)->slh_first; \
		while (*__link != (element)) __link = &(*__link)->field.sle_next; \
		*__link = (*__link)->field.sle_next; \
	} while (0)

#define SLIST_SWAP(one, other, type) \
	do { \
		struct type *__first = (one)->slh_first; \
		(one)->slh_first = (other)->slh_first; \
		(other)->slh_first = __first; \
	} while (0)

/* LIST */

#define LIST_HEAD(name, type) \
	struct name { \
		struct type *lh_first; \
	}
#define LIST_HEAD_INITIALIZER(head) { 0 }
#define LIST_ENTRY(type) \
	struct { \
		struct type *le_next; \
		struct type **le_prev; \
	}

#define LIST_EMPTY(head) (LIST_FIRST(head) == 0)

#define LIST_FIRST(head) ((head)->lh_first)

#define LIST_NEXT(element, field) ((element)->field.le_next)

#define LIST_FOREACH(var, head, field) \
	for ((var) = LIST_FIRST(head); (var); (var) = LIST_NEXT(var, field))

#define LIST_FOREACH_FROM(var, head, field) \
	for ((var) = (var) ? (var) : LIST_FIRST(head); (var); (var) = LIST_NEXT(var, field))

#define LIST_FOREACH_SAFE(var, head, field, next) \
	for ((var) = LIST_FIRST(head); (var) && ((next) = LIST_NEXT(var, field), 1); (var) = (next))

#define LIST_FOREACH_FROM_SAFE(var, head, field, next) \
	for ((var) = (var) ? (var) : LIST_FIRST(head); \
		(var) && ((next) = LIST_NEXT(var, field), 1); (var) = (next))

#define LIST_PREV(element, head, type, field) \
	((element)->field.le_prev == &(head)->lh_first \
			? 0 \
			: __QUEUE_OF((element)->field.le_prev, struct type, field.le_next))

#define LIST_INIT(head) \
	do { \
		(head)->lh_first = 0; \
	} while (0)

#define LIST_INSERT_HEAD(head, element, field) \
	do { \
		(element)->field.le_next = (head)->lh_first; \
		if ((element)->field.le_next) \
			(element)->field.le_next->field.le_prev = &(element)->field.le_next; \
		(head)->lh_first = (element); \
		(element)->field.le_prev = &(head)->lh_first; \
	} while (0)

#define LIST_INSERT_AFTER(before, element, field) \
	do { \
		(element)->field.le_next = (before)->field.le_next; \
		if ((element)->field.le_next) \
			(element)->field.le_next->field.le_prev = &(element)->field.le_next; \
		(before)->field.le_next = (element); \
		(element)->field.le_prev = &(before)->field.le_next; \
	} while (0)

#define LIST_INSERT_BEFORE(after, element, field) \
	do { \
		(element)->field.le_prev = (after)->field.le_prev; \
		(element)->field.le_next = (after); \
		*(after)->field.le_prev = (element); \
		(after)->field.le_prev = &(element)->field.le_next; \
	} while (0)

#define LIST_REMOVE(element, field) \
	do { \
		if ((element)->field.le_next) \
			(element)->field.le_next->field.le_prev = (element)->field.le_prev; \
		*(element)->field.le_prev = (element)->field.le_next; \
	} while (0)

#define LIST_REPLACE(element, other, field) \
	do { \
		(other)->field.le_next = (element)->field.le_next; \
		if ((other)->field.le_next) \
			(other)->field.le_next->field.le_prev = &(other)->field.le_next; \
		(other)->field.le_prev = (element)->field.le_prev; \
		*(other)->field.le_prev = (other); \
	} while (0)

#define LIST_SWAP(one, other, type, field) \
	do { \
		struct type *__first = (one)->lh_first; \
		(one)->lh_first = (other)->lh_first; \
		if ((one)->lh_first) (one)->lh_first->field.le_prev = &(one)->lh_first; \
		(other)->lh_first = __first; \
		if (__first) __first->field.le_prev = &(other)->lh_first; \
	} while (0)

/* STAILQ */

#define STAILQ_HEAD(name, type) \
	struct name { \
		struct type *stqh_first; \
		struct type **stqh_last; \
	}
#define STAILQ_HEAD_INITIALIZER(head) { 0, &(head).stqh_first }
#define STAILQ_ENTRY(type) \
	struct { \
		struct type *stqe_next; \
	}

#define STAILQ_EMPTY(head) (STAILQ_FIRST(head) == 0)

#define STAILQ_FIRST(head) ((head)->stqh_first)

#define STAILQ_NEXT(element, field) ((element)->field.stqe_next)

#define STAILQ_FOREACH(var, head, field) \
	for ((var) = STAILQ_FIRST(head); (var); (var) = STAILQ_NEXT(var, field))

#define STAILQ_FOREACH_FROM(var, head, field) \
	for ((var) = (var) ? (var) : STAILQ_FIRST(head); (var); (var) = STAILQ_NEXT(var, field))

#define STAILQ_FOREACH_SAFE(var, head, field, next) \
	for ((var) = STAILQ_FIRST(head); (var) && ((next) = STAILQ_NEXT(var, field), 1); \
		(var) = (next))

#define STAILQ_FOREACH_FROM_SAFE(var, head, field, next) \
	for ((var) = (var) ? (var) : STAILQ_FIRST(head); \
		(var) && ((next) = STAILQ_NEXT(var, field), 1); (var) = (next))

#define STAILQ_LAST(head, type, field) \
	(STAILQ_EMPTY(head) ? 0 : __QUEUE_OF((head)->stqh_last, struct type, field.stqe_next))

#define STAILQ_INIT(head) \
	do { \
		(head)->stqh_first = 0; \
		(head)->stqh_last = &(head)->stqh_first; \
	} while (0)

#define STAILQ_INSERT_HEAD(head, element, field) \
	do { \
		(element)->field.stqe_next = (head)->stqh_first; \
		if (!(head)->stqh_first) (head)->stqh_last = &(element)->field.stqe_next; \
		(head)->stqh_first = (element); \
	} while (0)

#define STAILQ_INSERT_TAIL(head, element, field) \
	do { \
		(element)->field.stqe_next = 0; \
		*(head)->stqh_last = (element); \
		(head)->stqh_last = &(element)->field.stqe_next; \
	} while (0)

#define STAILQ_INSERT_AFTER(head, before, element, field) \
	do { \
		(element)->field.stqe_next = (before)->field.stqe_next; \
		if (!(element)->field.stqe_next) (head)->stqh_last = &(element)->field.stqe_next; \
		(before)->field.stqe_next = (element); \
	} while (0)

#define STAILQ_REMOVE_HEAD(head, field) \
	do { \
		(head)->stqh_first = (head)->stqh_first->field.stqe_next; \
		if (!(head)->stqh_first) (head)->stqh_last = &(head)->stqh_first; \
	} while (0)

#define STAILQ_REMOVE_AFTER(head, before, field) \
	do { \
		(before)->field.stqe_next = (before)->field.stqe_next->field.stqe_next; \
		if (!(before)->field.stqe_next) (head)->stqh_last = &(before)->field.stqe_next; \
	} while (0)

#define STAILQ_REMOVE(head, element, type, field) \
	do { \
		struct type **__link = &(head)->stqh_first; \
		while (*__link != (element)) __link = &(*__link)->field.stqe_next; \
		*__link = (*__link)->field.stqe_next; \
		if (!*__link) (head)->stqh_last = __link; \
	} while (0)

#define STAILQ_CONCAT(one, other) \
	do { \
		if ((other)->stqh_first) { \
			*(one)->stqh_last = (other)->stqh_first; \
			(one)->stqh_last = (other)->stqh_last; \
			STAILQ_INIT(other); \
		} \
	} while (0)

#define STAILQ_SWAP(one, other, type) \
	do { \
		struct type *__first = (one)->stqh_first, **__last = (one)->stqh_last; \
		int __empty = STAILQ_EMPTY(one); \
		(one)->stqh_first = (other)->stqh_first; \
		(one)->stqh_last = STAILQ_EMPTY(other) ? &(one)->stqh_first : (other)->stqh_last; \
		(other)->stqh_first = __first; \
		(other)->stqh_last = __empty ? &(other)->stqh_first : __last; \
	} while (0)

/* SIMPLEQ */

#define SIMPLEQ_HEAD(name, type) \
	struct name { \
		struct type *sqh_first; \
		struct type **sqh_last; \
	}
#define SIMPLEQ_HEAD_INITIALIZER(head) { 0, &(head).sqh_first }
#define SIMPLEQ_ENTRY(type) \
	struct { \
		struct type *sqe_next; \
	}

#define SIMPLEQ_EMPTY(head) (SIMPLEQ_FIRST(head) == 0)

#define SIMPLEQ_FIRST(head) ((head)->sqh_first)

#define SIMPLEQ_NEXT(element, field) ((element)->field.sqe_next)

#define SIMPLEQ_FOREACH(var, head, field) \
	for ((var) = SIMPLEQ_FIRST(head); (var); (var) = SIMPLEQ_NEXT(var, field))

#define SIMPLEQ_FOREACH_FROM(var, head, field) \
	for ((var) = (var) ? (var) : SIMPLEQ_FIRST(head); (var); (var) = SIMPLEQ_NEXT(var, field))

#define SIMPLEQ_FOREACH_SAFE(var, head, field, next) \
	for ((var) = SIMPLEQ_FIRST(head); (var) && ((next) = SIMPLEQ_NEXT(var, field), 1); \
		(var) = (next))

#define SIMPLEQ_FOREACH_FROM_SAFE(var, head, field, next) \
	for ((var) = (var) ? (var) : SIMPLEQ_FIRST(head); \
		(var) && ((next) = SIMPLEQ_NEXT(var, field), 1); (var) = (next))

#define SIMPLEQ_LAST(head, type, field) \
	(SIMPLEQ_EMPTY(head) ? 0 : __QUEUE_OF((head)->sqh_last, struct type, field.sqe_next))

#define SIMPLEQ_INIT(head) \
	do { \
		(head)->sqh_first = 0; \
		(head)->sqh_last = &(head)->sqh_first; \
	} while (0)

#define SIMPLEQ_INSERT_HEAD(head, element, field) \
	do { \
		(element)->field.sqe_next = (head)->sqh_first; \
		if (!(head)->sqh_first) (head)->sqh_last = &(element)->field.sqe_next; \
		(head)->sqh_first = (element); \
	} while (0)

#define SIMPLEQ_INSERT_TAIL(head, element, field) \
	do { \
		(element)->field.sqe_next = 0; \
		*(head)->sqh_last = (element); \
		(head)->sqh_last = &(element)->field.sqe_next; \
	} while (0)

#define SIMPLEQ_INSERT_AFTER(head, before, element, field) \
	do { \
		(element)->field.sqe_next = (before)->field.sqe_next; \
		if (!(element)->field.sqe_next) (head)->sqh_last = &(element)->field.sqe_next; \
		(before)->field.sqe_next = (element); \
	} while (0)

#define SIMPLEQ_REMOVE_HEAD(head, field) \
	do { \
		(head)->sqh_first = (head)->sqh_first->field.sqe_next; \
		if (!(head)->sqh_first) (head)->sqh_last = &(head)->sqh_first; \
	} while (0)

#define SIMPLEQ_REMOVE_AFTER(head, before, field) \
	do { \
		(before)->field.sqe_next = (before)->field.sqe_next->field.sqe_next; \
		if (!(before)->field.sqe_next) (head)->sqh_last = &(before)->field.sqe_next; \
	} while (0)

#define SIMPLEQ_REMOVE(head, element, type, field) \
	do { \
		struct type **__link = &(head)->sqh_first; \
		while (*__link != (element)) __link = &(*__link)->field.sqe_next; \
		*__link = (*__link)->field.sqe_next; \
		if (!*__link) (head)->sqh_last = __link; \
	} while (0)

#define SIMPLEQ_CONCAT(one, other) \
	do { \
		if ((other)->sqh_first) { \
			*(one)->sqh_last = (other)->sqh_first; \
			(one)->sqh_last = (other)->sqh_last; \
			SIMPLEQ_INIT(other); \
		} \
	} while (0)

#define SIMPLEQ_SWAP(one, other, type) \
	do { \
		struct type *__first = (one)->sqh_first, **__last = (one)->sqh_last; \
		int __empty = SIMPLEQ_EMPTY(one); \
		(one)->sqh_first = (other)->sqh_first; \
		(one)->sqh_last = SIMPLEQ_EMPTY(other) ? &(one)->sqh_first : (other)->sqh_last; \
		(other)->sqh_first = __first; \
		(other)->sqh_last = __empty ? &(other)->sqh_first : __last; \
	} while (0)

/* TAILQ: the element before another is found through its pointer to the next one, which
 * has the same offset as the head's. */

#define TAILQ_HEAD(name, type) \
	struct name { \
		struct type *tqh_first; \
		struct type **tqh_last; \
	}
#define TAILQ_HEAD_INITIALIZER(head) { 0, &(head).tqh_first }
#define TAILQ_ENTRY(type) \
	struct { \
		struct type *tqe_next; \
		struct type **tqe_prev; \
	}

#define TAILQ_EMPTY(head) (TAILQ_FIRST(head) == 0)

#define TAILQ_FIRST(head) ((head)->tqh_first)

#define TAILQ_NEXT(element, field) ((element)->field.tqe_next)

#define TAILQ_FOREACH(var, head, field) \
	for ((var) = TAILQ_FIRST(head); (var); (var) = TAILQ_NEXT(var, field))

#define TAILQ_FOREACH_FROM(var, head, field) \
	for ((var) = (var) ? (var) : TAILQ_FIRST(head); (var); (var) = TAILQ_NEXT(var, field))

#define TAILQ_FOREACH_SAFE(var, head, field, next) \
	for ((var) = TAILQ_FIRST(head); (var) && ((next) = TAILQ_NEXT(var, field), 1); \
		(var) = (next))

#define TAILQ_FOREACH_FROM_SAFE(var, head, field, next) \
	for ((var) = (var) ? (var) : TAILQ_FIRST(head); \
		(var) && ((next) = TAILQ_NEXT(var, field), 1); (var) = (next))

#define TAILQ_LAST(head, name) (*((struct name *)(void *)(head)->tqh_last)->tqh_last)

#define TAILQ_PREV(element, name, field) \
	(*((struct name *)(void *)(element)->field.tqe_prev)->tqh_last)

#define TAILQ_LAST_FAST(head, type, field) \
	(TAILQ_EMPTY(head) ? 0 : __QUEUE_OF((head)->tqh_last, struct type, field.tqe_next))
#define TAILQ_PREV_FAST(element, head, type, field) \
	((element)->field.tqe_prev == &(head)->tqh_first \
			? 0 \
			: __QUEUE_OF((element)->field.tqe_prev, struct type, field.tqe_next))

#define TAILQ_FOREACH_REVERSE(var, head, name, field) \
	for ((var) = TAILQ_LAST(head, name); (var); (var) = TAILQ_PREV(var, name, field))

#define TAILQ_FOREACH_REVERSE_FROM(var, head, name, field) \
	for ((var) = (var) ? (var) : TAILQ_LAST(head, name); (var); \
		(var) = TAILQ_PREV(var, name, field))

#define TAILQ_FOREACH_REVERSE_SAFE(var, head, name, field, prev) \
	for ((var) = TAILQ_LAST(head, name); (var) && ((prev) = TAILQ_PREV(var, name, field), 1); \
		(var) = (prev))

#define TAILQ_FOREACH_REVERSE_FROM_SAFE(var, head, name, field, prev) \
	for ((var) = (var) ? (var) : TAILQ_LAST(head, name); \
		(var) && ((prev) = TAILQ_PREV(var, name, field), 1); (var) = (prev))

#define TAILQ_INIT(head) \
	do { \
		(head)->tqh_first = 0; \
		(head)->tqh_last = &(head)->tqh_first; \
	} while (0)

/* Makes the next element after an element or head point back to it. */
#define __TAILQ_SETTLE(head, element, field) \
	(*((element)->field.tqe_next ? &(element)->field.tqe_next->field.tqe_prev \
				     : &(head)->tqh_last) = &(element)->field.tqe_next)

#define TAILQ_INSERT_HEAD(head, element, field) \
	do { \
		(element)->field.tqe_next = (head)->tqh_first; \
		__TAILQ_SETTLE(head, element, field); \
		(head)->tqh_first = (element); \
		(element)->field.tqe_prev = &(head)->tqh_first; \
	} while (0)

#define TAILQ_INSERT_TAIL(head, element, field) \
	do { \
		(element)->field.tqe_next = 0; \
		(element)->field.tqe_prev = (head)->tqh_last; \
		*(head)->tqh_last = (element); \
		(head)->tqh_last = &(element)->field.tqe_next; \
	} while (0)

#define TAILQ_INSERT_AFTER(head, before, element, field) \
	do { \
		(element)->field.tqe_next = (before)->field.tqe_next; \
		__TAILQ_SETTLE(head, element, field); \
		(before)->field.tqe_next = (element); \
		(element)->field.tqe_prev = &(before)->field.tqe_next; \
	} while (0)

#define TAILQ_INSERT_BEFORE(after, element, field) \
	do { \
		(element)->field.tqe_prev = (after)->field.tqe_prev; \
		(element)->field.tqe_next = (after); \
		*(after)->field.tqe_prev = (element); \
		(after)->field.tqe_prev = &(element)->field.tqe_next; \
	} while (0)

#define TAILQ_REMOVE(head, element, field) \
	do { \
		*((element)->field.tqe_next ? &(element)->field.tqe_next->field.tqe_prev \
					    : &(head)->tqh_last) = (element)->field.tqe_prev; \
		*(element)->field.tqe_prev = (element)->field.tqe_next; \
	} while (0)

#define TAILQ_REPLACE(head, element, other, field) \
	do { \
		(other)->field.tqe_next = (element)->field.tqe_next; \
		(other)->field.tqe_prev = (element)->field.tqe_prev; \
		__TAILQ_SETTLE(head, other, field); \
		*(other)->field.tqe_prev = (other); \
	} while (0)

#define TAILQ_CONCAT(one, other, field) \
	do { \
		if (!TAILQ_EMPTY(other)) { \
			*(one)->tqh_last = (other)->tqh_first; \
			(other)->tqh_first->field.tqe_prev = (one)->tqh_last; \
			(one)->tqh_last = (other)->tqh_last; \
			TAILQ_INIT(other); \
		} \
	} while (0)

#define TAILQ_SWAP(one, other, type, field) \
	do { \
		struct type *__first = (one)->tqh_first, **__last = (one)->tqh_last; \
		(one)->tqh_first = (other)->tqh_first; \
		(one)->tqh_last = (other)->tqh_last; \
		(other)->tqh_first = __first; \
		(other)->tqh_last = __last; \
		if ((one)->tqh_first) (one)->tqh_first->field.tqe_prev = &(one)->tqh_first; \
		else (one)->tqh_last = &(one)->tqh_first; \
		if (__first) __first->field.tqe_prev = &(other)->tqh_first; \
		else (other)->tqh_last = &(other)->tqh_first; \
	} while (0)

/* CIRCLEQ: its ends point to the head, cast to an element. */

#define CIRCLEQ_HEAD(name, type) \
	struct name { \
		struct type *cqh_first; \
		struct type *cqh_last; \
	}
#define CIRCLEQ_HEAD_INITIALIZER(head) { CIRCLEQ_END(&(head)), CIRCLEQ_END(&(head)) }
#define CIRCLEQ_ENTRY(type) \
	struct { \
		struct type *cqe_next; \
		struct type *cqe_prev; \
	}

#define CIRCLEQ_END(head) ((void *)(head))
#define CIRCLEQ_EMPTY(head) ((void *)(head)->cqh_first == CIRCLEQ_END(head))
#define CIRCLEQ_FIRST(head) ((head)->cqh_first)
#define CIRCLEQ_LAST(head) ((head)->cqh_last)
#define CIRCLEQ_NEXT(element, field) ((element)->field.cqe_next)
#define CIRCLEQ_PREV(element, field) ((element)->field.cqe_prev)
#define CIRCLEQ_LOOP_NEXT(head, element, field) \
	((void *)(element)->field.cqe_next == CIRCLEQ_END(head) ? (head)->cqh_first \
								: (element)->field.cqe_next)
#define CIRCLEQ_LOOP_PREV(head, element, field) \
	((void *)(element)->field.cqe_prev == CIRCLEQ_END(head) ? (head)->cqh_last \
								: (element)->field.cqe_prev)

#define CIRCLEQ_FOREACH(var, head, field) \
	for ((var) = (head)->cqh_first; (void *)(var) != CIRCLEQ_END(head); \
		(var) = (var)->field.cqe_next)

#define CIRCLEQ_FOREACH_REVERSE(var, head, field) \
	for ((var) = (head)->cqh_last; (void *)(var) != CIRCLEQ_END(head); \
		(var) = (var)->field.cqe_prev)

#define CIRCLEQ_FOREACH_SAFE(var, head, field, next) \
	for ((var) = (head)->cqh_first; \
		(void *)(var) != CIRCLEQ_END(head) && ((next) = (var)->field.cqe_next, 1); \
		(var) = (next))

#define CIRCLEQ_FOREACH_REVERSE_SAFE(var, head, field, prev) \
	for ((var) = (head)->cqh_last; \
		(void *)(var) != CIRCLEQ_END(head) && ((prev) = (var)->field.cqe_prev, 1); \
		(var) = (prev))

/* The pointers to and from the neighbours of an element. */
#define __CIRCLEQ_BEHIND(head, element, field) \
	(*((void *)(element)->field.cqe_next == CIRCLEQ_END(head) \
			? &(head)->cqh_last \
			: &(element)->field.cqe_next->field.cqe_prev))
#define __CIRCLEQ_BEFORE(head, element, field) \
	(*((void *)(element)->field.cqe_prev == CIRCLEQ_END(head) \
			? &(head)->cqh_first \
			: &(element)->field.cqe_prev->field.cqe_next))

#define __CIRCLEQ_SETTLE(head, element, field) \
	do { \
		__CIRCLEQ_BEHIND(head, element, field) = (element); \
		__CIRCLEQ_BEFORE(head, element, field) = (element); \
	} while (0)

#define CIRCLEQ_INIT(head) \
	do { \
		(head)->cqh_first = CIRCLEQ_END(head); \
		(head)->cqh_last = CIRCLEQ_END(head); \
	} while (0)

#define CIRCLEQ_INSERT_HEAD(head, element, field) \
	do { \
		(element)->field.cqe_next = (head)->cqh_first; \
		(element)->field.cqe_prev = CIRCLEQ_END(head); \
		__CIRCLEQ_SETTLE(head, element, field); \
	} while (0)

#define CIRCLEQ_INSERT_TAIL(head, element, field) \
	do { \
		(element)->field.cqe_next = CIRCLEQ_END(head); \
		(element)->field.cqe_prev = (head)->cqh_last; \
		__CIRCLEQ_SETTLE(head, element, field); \
	} while (0)

#define CIRCLEQ_INSERT_AFTER(head, before, element, field) \
	do { \
		(element)->field.cqe_next = (before)->field.cqe_next; \
		(element)->field.cqe_prev = (before); \
		__CIRCLEQ_SETTLE(head, element, field); \
	} while (0)

#define CIRCLEQ_INSERT_BEFORE(head, after, element, field) \
	do { \
		(element)->field.cqe_next = (after); \
		(element)->field.cqe_prev = (after)->field.cqe_prev; \
		__CIRCLEQ_SETTLE(head, element, field); \
	} while (0)

#define CIRCLEQ_REMOVE(head, element, field) \
	do { \
		__CIRCLEQ_BEHIND(head, element, field) = (element)->field.cqe_prev; \
		__CIRCLEQ_BEFORE(head, element, field) = (element)->field.cqe_next; \
	} while (0)

#define CIRCLEQ_REPLACE(head, element, other, field) \
	do { \
		(other)->field.cqe_next = (element)->field.cqe_next; \
		(other)->field.cqe_prev = (element)->field.cqe_prev; \
		__CIRCLEQ_SETTLE(head, other, field); \
	} while (0)

#endif
