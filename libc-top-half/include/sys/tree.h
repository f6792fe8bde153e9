#ifndef _SYS_TREE_H
#define _SYS_TREE_H

#include <sys/cdefs.h>

/*
 * Trees as macros, as the BSDs have them. An element holds an _ENTRY, a tree is a _HEAD,
 * _PROTOTYPE declares the functions of a kind of tree and _GENERATE defines them, by a
 * comparison like strcmp's. No two elements are equal. No semicolon is needed behind either.
 *
 * SPLAY the element of the last search becomes the root
 *   RB     red and black, at most twice as deep as a balanced one
 *
 * The members' names are part of the interface.
 */

/* SPLAY */

#define SPLAY_HEAD(name, type) \
	struct name { \
		struct type *sph_root; \
	}
#define SPLAY_INITIALIZER(root) { 0 }
#define SPLAY_ENTRY(type) \
	struct { \
		struct type *spe_left, *spe_right; \
	}

#define SPLAY_INIT(root) \
	do { \
		(root)->sph_root = 0; \
	} while (0)
#define SPLAY_ROOT(head) ((head)->sph_root)
#define SPLAY_EMPTY(head) (SPLAY_ROOT(head) == 0)
#define SPLAY_LEFT(element, field) ((element)->field.spe_left)
#define SPLAY_RIGHT(element, field) ((element)->field.spe_right)

#define SPLAY_INSERT(name, head, element) name##_SPLAY_INSERT(head, element)
#define SPLAY_REMOVE(name, head, element) name##_SPLAY_REMOVE(head, element)
#define SPLAY_FIND(name, head, element) name##_SPLAY_FIND(head, element)
#define SPLAY_NEXT(name, head, element) name##_SPLAY_NEXT(head, element)
#define SPLAY_MIN(name, head) name##_SPLAY_MIN_MAX(head, -1)
#define SPLAY_MAX(name, head) name##_SPLAY_MIN_MAX(head, 1)
#define SPLAY_FOREACH(var, name, head) \
	for ((var) = SPLAY_MIN(name, head); (var); (var) = SPLAY_NEXT(name, head, var))

#define SPLAY_PROTOTYPE(name, type, field, compare) \
	__attribute__((__unused__)) void name##_SPLAY(struct name *, struct type *); \
	__attribute__((__unused__)) struct type *name##_SPLAY_INSERT( \
		struct name *, struct type *); \
	__attribute__((__unused__)) struct type *name##_SPLAY_REMOVE( \
		struct name *, struct type *); \
	__attribute__((__unused__)) struct type *name##_SPLAY_FIND(struct name *, struct type *); \
	__attribute__((__unused__)) struct type *name##_SPLAY_NEXT(struct name *, struct type *); \
	__attribute__((__unused__)) struct type *name##_SPLAY_MIN_MAX(struct name *, int);

/* From the root down, __it moves towards the element, or, with a direction, to that end.
 * The elements that it passes go to two trees, of the smaller and the greater ones, which
 * grow at their inner edges and finally become its two sides. */
#define SPLAY_GENERATE(name, type, field, compare) \
	static void name##_SPLAY_TO(struct name *__head, struct type *__element, int __direction) \
	{ \
		struct type *__it = __head->sph_root, *__less = 0, *__greater = 0, *__next; \
		struct type **__less_end = &__less, **__greater_end = &__greater; \
		for (;;) { \
			int __order = __direction ? __direction : (compare)(__element, __it); \
			if (__order == 0) break; \
			__next = __order < 0 ? __it->field.spe_left : __it->field.spe_right; \
			if (!__next) break; \
			int __again = __direction ? __direction : (compare)(__element, __next); \
			if (__order < 0) { \
				if (__again < 0) { \
					__it->field.spe_left = __next->field.spe_right; \
					__next->field.spe_right = __it; \
					__it = __next; \
					__next = __it->field.spe_left; \
					if (!__next) break; \
				} \
				*__greater_end = __it; \
				__greater_end = &__it->field.spe_left; \
			} else { \
				if (__again > 0) { \
					__it->field.spe_right = __next->field.spe_left; \
					__next->field.spe_left = __it; \
					__it = __next; \
					__next = __it->field.spe_right; \
					if (!__next) break; \
				} \
				*__less_end = __it; \
				__less_end = &__it->field.spe_right; \
			} \
			__it = __next; \
		} \
		*__less_end = __it->field.spe_left; \
		*__greater_end = __it->field.spe_right; \
		__it->field.spe_left = __less; \
		__it->field.spe_right = __greater; \
		__head->sph_root = __it; \
	} \
	void name##_SPLAY(struct name *__head, struct type *__element) \
	{ \
		if (__head->sph_root) name##_SPLAY_TO(__head, __element, 0); \
	} \
	struct type *name##_SPLAY_FIND(struct name *__head, struct type *__element) \
	{ \
		name##_SPLAY(__head, __element); \
		struct type *__root = __head->sph_root; \
		return __root && (compare)(__element, __root) == 0 ? __root : 0; \
	} \
	struct type *name##_SPLAY_INSERT(struct name *__head, struct type *__element) \
	{ \
		name##_SPLAY(__head, __element); \
		struct type *__root = __head->sph_root; \
		int __order = __root ? (compare)(__element, __root) : 0; \
		if (__root && __order == 0) return __root; \
		__element->field.spe_left = __element->field.spe_right = 0; \
		if (__root && __order < 0) { \
			__element->field.spe_left = __root->field.spe_left; \
			__element->field.spe_right = __root; \
			__root->field.spe_left = 0; \
		} else if (__root) { \
			__element->field.spe_right = __root->field.spe_right; \
			__element->field.spe_left = __root; \
			__root->field.spe_right = 0; \
		} \
		__head->sph_root = __element; \
		return 0; \
	} \
	struct type *name##_SPLAY_REMOVE(struct name *__head, struct type *__element) \
	{ \
		struct type *__root = name##_SPLAY_FIND(__head, __element); \
		if (!__root) return 0; \
		struct type *__right = __root->field.spe_right; \
		__head->sph_root = __root->field.spe_left; \
		if (__head->sph_root) { \
			/* Its last element becomes the root, and has no right child. */ \
			name##_SPLAY_TO(__head, __element, 1); \
			__head->sph_root->field.spe_right = __right; \
		} else { \
			__head->sph_root = __right; \
		} \
		return __root; \
	} \
	struct type *name##_SPLAY_NEXT(struct name *__head, struct type *__element) \
	{ \
		name##_SPLAY(__head, __element); \
		struct type *__next = __element->field.spe_right; \
		while (__next && __next->field.spe_left) __next = __next->field.spe_left; \
		return __next; \
	} \
	struct type *name##_SPLAY_MIN_MAX(struct name *__head, int __direction) \
	{ \
		if (__head->sph_root) name##_SPLAY_TO(__head, 0, __direction); \
		return __head->sph_root; \
	}

/* RB */

#define RB_HEAD(name, type) \
	struct name { \
		struct type *rbh_root; \
	}
#define RB_INITIALIZER(root) { 0 }
#define RB_ENTRY(type) \
	struct { \
		struct type *rbe_left, *rbe_right, *rbe_parent; \
		int rbe_color; \
	}
#define RB_BLACK 0
#define RB_RED 1

#define RB_INIT(root) \
	do { \
		(root)->rbh_root = 0; \
	} while (0)
#define RB_ROOT(head) ((head)->rbh_root)
#define RB_EMPTY(head) (RB_ROOT(head) == 0)
#define RB_LEFT(element, field) ((element)->field.rbe_left)
#define RB_RIGHT(element, field) ((element)->field.rbe_right)
#define RB_PARENT(element, field) ((element)->field.rbe_parent)
#define RB_COLOR(element, field) ((element)->field.rbe_color)

/* A program that keeps sums over subtrees in its elements defines this first: it is called
 * for each element whose subtree has changed, the lower ones before. */
#ifndef RB_AUGMENT
#define RB_AUGMENT(element) \
	do { \
	} while (0)
#endif

#define RB_INSERT(name, head, element) name##_RB_INSERT(head, element)
#define RB_REMOVE(name, head, element) name##_RB_REMOVE(head, element)
#define RB_FIND(name, head, element) name##_RB_FIND(head, element)
#define RB_NFIND(name, head, element) name##_RB_NFIND(head, element)
#define RB_NEXT(name, head, element) name##_RB_NEXT(element)
#define RB_PREV(name, head, element) name##_RB_PREV(element)
#define RB_MIN(name, head) name##_RB_MINMAX(head, -1)
#define RB_MAX(name, head) name##_RB_MINMAX(head, 1)

#define RB_FOREACH(var, name, head) \
	for ((var) = RB_MIN(name, head); (var); (var) = name##_RB_NEXT(var))
#define RB_FOREACH_FROM(var, name, next) \
	for ((var) = (next); (var) && ((next) = name##_RB_NEXT(var), 1); (var) = (next))
#define RB_FOREACH_SAFE(var, name, head, next) \
	for ((var) = RB_MIN(name, head); (var) && ((next) = name##_RB_NEXT(var), 1); (var) = (next))
#define RB_FOREACH_REVERSE(var, name, head) \
	for ((var) = RB_MAX(name, head); (var); (var) = name##_RB_PREV(var))
#define RB_FOREACH_REVERSE_FROM(var, name, prev) \
	for ((var) = (prev); (var) && ((prev) = name##_RB_PREV(var), 1); (var) = (prev))
#define RB_FOREACH_REVERSE_SAFE(var, name, head, prev) \
	for ((var) = RB_MAX(name, head); (var) && ((prev) = name##_RB_PREV(var), 1); (var) = (prev))

#define RB_PROTOTYPE(name, type, field, compare) __RB_PROTOTYPE(name, type, extern)
#define RB_PROTOTYPE_STATIC(name, type, field, compare) \
	__RB_PROTOTYPE(name, type, __attribute__((__unused__)) static)
#define __RB_PROTOTYPE(name, type, storage) \
	storage struct type *name##_RB_INSERT(struct name *, struct type *); \
	storage struct type *name##_RB_REMOVE(struct name *, struct type *); \
	storage struct type *name##_RB_FIND(struct name *, struct type *); \
	storage struct type *name##_RB_NFIND(struct name *, struct type *); \
	storage struct type *name##_RB_NEXT(struct type *); \
	storage struct type *name##_RB_PREV(struct type *); \
	storage struct type *name##_RB_MINMAX(struct name *, int);

#define RB_GENERATE(name, type, field, compare) __RB_GENERATE(name, type, field, compare, extern)
#define RB_GENERATE_STATIC(name, type, field, compare) \
	__RB_GENERATE(name, type, field, compare, __attribute__((__unused__)) static)
#define __RB_GENERATE(name, type, field, compare, storage) \
	__RB_PROTOTYPE(name, type, storage) \
	__RB_GENERATE_BALANCE(name, type, field) \
	__RB_GENERATE_CHANGE(name, type, field, compare) \
	__RB_GENERATE_LOOK(name, type, field, compare)

/* A side is 0, left, or 1, right. No element counts as a black one. */
#define __RB_GENERATE_BALANCE(name, type, field) \
	static struct type **name##_RB_SIDE(struct type *__element, int __side) \
	{ \
		return __side ? &__element->field.rbe_right : &__element->field.rbe_left; \
	} \
	static struct type **name##_RB_LINK(struct name *__head, struct type *__element) \
	{ \
		struct type *__parent = __element->field.rbe_parent; \
		if (!__parent) return &__head->rbh_root; \
		return name##_RB_SIDE(__parent, __parent->field.rbe_right == __element); \
	} \
	static int name##_RB_IS_RED(struct type *__element) \
	{ \
		return __element && __element->field.rbe_color == RB_RED; \
	} \
	/* An element goes down to a side, and its child of the other comes up. */ \
	static void name##_RB_ROTATE(struct name *__head, struct type *__down, int __side) \
	{ \
		struct type *__up = *name##_RB_SIDE(__down, !__side); \
		struct type *__between = *name##_RB_SIDE(__up, __side); \
		*name##_RB_LINK(__head, __down) = __up; \
		__up->field.rbe_parent = __down->field.rbe_parent; \
		*name##_RB_SIDE(__up, __side) = __down; \
		__down->field.rbe_parent = __up; \
		*name##_RB_SIDE(__down, !__side) = __between; \
		if (__between) __between->field.rbe_parent = __down; \
		RB_AUGMENT(__down); \
		RB_AUGMENT(__up); \
	} \
	/* A new red element may have a red parent. */ \
	static void name##_RB_INSERT_COLOR(struct name *__head, struct type *__element) \
	{ \
		struct type *__parent, *__grand, *__uncle; \
		while (name##_RB_IS_RED(__parent = __element->field.rbe_parent)) { \
			__grand = __parent->field.rbe_parent; \
			int __side = __grand->field.rbe_right == __parent; \
			__uncle = *name##_RB_SIDE(__grand, !__side); \
			__grand->field.rbe_color = RB_RED; \
			if (name##_RB_IS_RED(__uncle)) { \
				__parent->field.rbe_color = __uncle->field.rbe_color = RB_BLACK; \
				__element = __grand; \
				continue; \
			} \
			if (*name##_RB_SIDE(__parent, !__side) == __element) { \
				name##_RB_ROTATE(__head, __parent, __side); \
				__parent = __element; \
			} \
			__parent->field.rbe_color = RB_BLACK; \
			name##_RB_ROTATE(__head, __grand, !__side); \
			break; \
		} \
		__head->rbh_root->field.rbe_color = RB_BLACK; \
	} \
	/* The ways through the element below the parent have one black too few. */ \
	static void name##_RB_REMOVE_COLOR( \
		struct name *__head, struct type *__parent, struct type *__element) \
	{ \
		while (__parent && !name##_RB_IS_RED(__element)) { \
			int __side = __parent->field.rbe_right == __element; \
			struct type *__sibling = *name##_RB_SIDE(__parent, !__side); \
			if (name##_RB_IS_RED(__sibling)) { \
				__sibling->field.rbe_color = RB_BLACK; \
				__parent->field.rbe_color = RB_RED; \
				name##_RB_ROTATE(__head, __parent, __side); \
				__sibling = *name##_RB_SIDE(__parent, !__side); \
			} \
			struct type *__near = *name##_RB_SIDE(__sibling, __side); \
			struct type *__far = *name##_RB_SIDE(__sibling, !__side); \
			if (!name##_RB_IS_RED(__near) && !name##_RB_IS_RED(__far)) { \
				__sibling->field.rbe_color = RB_RED; \
				__element = __parent; \
				__parent = __element->field.rbe_parent; \
				continue; \
			} \
			if (!name##_RB_IS_RED(__far)) { \
				__near->field.rbe_color = RB_BLACK; \
				__sibling->field.rbe_color = RB_RED; \
				name##_RB_ROTATE(__head, __sibling, !__side); \
				__far = __sibling; \
				__sibling = __near; \
			} \
			__sibling->field.rbe_color = __parent->field.rbe_color; \
			__parent->field.rbe_color = __far->field.rbe_color = RB_BLACK; \
			name##_RB_ROTATE(__head, __parent, __side); \
			return; \
		} \
		if (__element) __element->field.rbe_color = RB_BLACK; \
	}

#define __RB_GENERATE_CHANGE(name, type, field, compare) \
	struct type *name##_RB_INSERT(struct name *__head, struct type *__element) \
	{ \
		struct type **__link = &__head->rbh_root, *__parent = 0; \
		while (*__link) { \
			__parent = *__link; \
			int __order = (compare)(__element, __parent); \
			if (__order == 0) return __parent; \
			__link = name##_RB_SIDE(__parent, __order > 0); \
		} \
		*__link = __element; \
		__element->field.rbe_left = __element->field.rbe_right = 0; \
		__element->field.rbe_parent = __parent; \
		__element->field.rbe_color = RB_RED; \
		for (struct type *__it = __element; __it; __it = __it->field.rbe_parent) \
			RB_AUGMENT(__it); \
		name##_RB_INSERT_COLOR(__head, __element); \
		return 0; \
	} \
	struct type *name##_RB_REMOVE(struct name *__head, struct type *__element) \
	{ \
		struct type *__left = __element->field.rbe_left; \
		struct type *__right = __element->field.rbe_right; \
		struct type *__parent = __element->field.rbe_parent; \
		struct type **__link = name##_RB_LINK(__head, __element); \
		struct type *__child = __left ? __left : __right; \
		int __color = __element->field.rbe_color; \
		if (__left && __right) { \
			/* The next one, which has no left child, takes its place and color. */ \
			struct type *__next = __right; \
			while (__next->field.rbe_left) __next = __next->field.rbe_left; \
			__child = __next->field.rbe_right; \
			__color = __next->field.rbe_color; \
			*__link = __next; \
			__parent = __next->field.rbe_parent; \
			__link = &__parent->field.rbe_left; \
			if (__parent == __element) { \
				__parent = __next; \
				__link = &__next->field.rbe_right; \
			} else { \
				__next->field.rbe_right = __right; \
				__right->field.rbe_parent = __next; \
			} \
			__next->field.rbe_left = __left; \
			__left->field.rbe_parent = __next; \
			__next->field.rbe_parent = __element->field.rbe_parent; \
			__next->field.rbe_color = __element->field.rbe_color; \
		} \
		*__link = __child; \
		if (__child) __child->field.rbe_parent = __parent; \
		for (struct type *__it = __parent; __it; __it = __it->field.rbe_parent) \
			RB_AUGMENT(__it); \
		if (__color == RB_BLACK) name##_RB_REMOVE_COLOR(__head, __parent, __child); \
		return __element; \
	}

#define __RB_GENERATE_LOOK(name, type, field, compare) \
	struct type *name##_RB_NFIND(struct name *__head, struct type *__element) \
	{ \
		struct type *__it = __head->rbh_root, *__found = 0; \
		while (__it) { \
			int __order = (compare)(__element, __it); \
			if (__order == 0) return __it; \
			if (__order < 0) __found = __it; \
			__it = *name##_RB_SIDE(__it, __order > 0); \
		} \
		return __found; \
	} \
	struct type *name##_RB_FIND(struct name *__head, struct type *__element) \
	{ \
		struct type *__it = __head->rbh_root; \
		int __order; \
		while (__it && (__order = (compare)(__element, __it)) != 0) \
			__it = *name##_RB_SIDE(__it, __order > 0); \
		return __it; \
	} \
	/* As far as it goes to one side. */ \
	static struct type *name##_RB_END(struct type *__it, int __side) \
	{ \
		while (__it && *name##_RB_SIDE(__it, __side)) \
			__it = *name##_RB_SIDE(__it, __side); \
		return __it; \
	} \
	static struct type *name##_RB_NEIGHBOUR(struct type *__element, int __side) \
	{ \
		struct type *__it = *name##_RB_SIDE(__element, __side); \
		if (__it) return name##_RB_END(__it, !__side); \
		for (__it = __element; __it->field.rbe_parent; __it = __it->field.rbe_parent) \
			if (*name##_RB_SIDE(__it->field.rbe_parent, !__side) == __it) break; \
		return __it->field.rbe_parent; \
	} \
	struct type *name##_RB_NEXT(struct type *__element) \
	{ \
		return name##_RB_NEIGHBOUR(__element, 1); \
	} \
	struct type *name##_RB_PREV(struct type *__element) \
	{ \
		return name##_RB_NEIGHBOUR(__element, 0); \
	} \
	struct type *name##_RB_MINMAX(struct name *__head, int __direction) \
	{ \
		return name##_RB_END(__head->rbh_root, __direction > 0); \
	}

#endif
