/* -fwasi-spill-pointers: a conservative collector, which scans the stack and uses setjmp
   for the registers, finds the values that functions hold across calls. */
#include "../check.h"
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

enum { CELLS = 400 };

struct cell {
	struct cell *left, *right;
	int value;
	char used, marked;
};

static struct cell cells[CELLS];
static uintptr_t bottom;
static int collections;

/* Not inlined: its frame is below those of its callers. */
__attribute__((noinline)) static void mark(uintptr_t word)
{
	struct cell *cell = (struct cell *)word;
	if (word < (uintptr_t)cells || word >= (uintptr_t)(cells + CELLS) ||
	    (word - (uintptr_t)cells) % sizeof *cell != 0 || !cell->used || cell->marked)
		return;
	cell->marked = 1;
	mark((uintptr_t)cell->left);
	mark((uintptr_t)cell->right);
}

__attribute__((noinline, no_sanitize("address"))) static void collect(void)
{
	jmp_buf registers;
	(void)setjmp(registers);
	/* glibc's setjmp hides one of them. */
	__builtin_unwind_init();
	for (uintptr_t at = (uintptr_t)&registers; at < bottom; at += sizeof at)
		mark(*(uintptr_t *)at);
	for (int i = 0; i < CELLS; i++) {
		if (cells[i].used && !cells[i].marked)
			memset(&cells[i], 0x5a, sizeof cells[i]), cells[i].used = 0;
		cells[i].marked = 0;
	}
	collections++;
}

/* Collects each time, so that nothing survives by luck. */
__attribute__((noinline)) static struct cell *cell(int value, struct cell *left, struct cell *right)
{
	/* Values that the caller no longer needs. */
	struct cell *volatile kept[] = { left, right };
	collect();
	for (int i = 0; i < CELLS; i++)
		if (!cells[i].used) {
			cells[i] = (struct cell){ kept[0], kept[1], value, 1, 0 };
			return &cells[i];
		}
	CHECK(!"no cell is free");
	return NULL;
}

__attribute__((noinline)) static int sum(const struct cell *tree)
{
	return tree ? tree->value + sum(tree->left) + sum(tree->right) : 0;
}

/* A tree of so many levels. The first call's result lies among the operands while the
   second is called. */
__attribute__((noinline)) static struct cell *tree(int levels)
{
	if (levels == 0)
		return NULL;
	return cell(1, tree(levels - 1), tree(levels - 1));
}

/* Held in a local through a loop, which adds to what it points to. */
__attribute__((noinline)) static int list(int length)
{
	struct cell *head = cell(0, NULL, NULL), *last = head;
	for (int i = 1; i <= length; i++) {
		struct cell *next = cell(i, NULL, NULL);
		last->right = next;
		last = next;
	}
	cell(0, NULL, NULL);
	return sum(head);
}

/* Two words in one value of 64 bits. */
__attribute__((noinline)) static uint64_t pair(void)
{
	uint64_t first = (uintptr_t)cell(1, NULL, NULL);
	return first << 32 | (uintptr_t)cell(2, NULL, NULL);
}

__attribute__((noinline)) static int wide(uint64_t (*make)(void))
{
	uint64_t both = make();
	cell(0, NULL, NULL);
	cell(0, NULL, NULL);
	return ((struct cell *)(uintptr_t)(both >> 32))->value * 10 +
	       ((struct cell *)(uintptr_t)(uint32_t)both)->value;
}

static int by_value(const void *a, const void *b)
{
	cell(0, NULL, NULL);
	return (*(struct cell *const *)a)->value - (*(struct cell *const *)b)->value;
}

/* Held in a function of the library while it calls back, and by alloca. */
__attribute__((noinline)) static int sorted(int count)
{
	struct cell **array = __builtin_alloca(count * sizeof *array);
	for (int i = 0; i < count; i++)
		array[i] = cell(count - i, NULL, NULL);
	qsort(array, count, sizeof *array, by_value);
	for (int i = 0; i < count; i++)
		if (array[i]->value != i + 1)
			return 0;
	return 1;
}

static jmp_buf again;

__attribute__((noinline)) static void leave(struct cell *with)
{
	cell(0, NULL, NULL);
	if (with->value == 7)
		longjmp(again, 1);
}

/* Held while a jump comes back. */
__attribute__((noinline)) static int jumped(void)
{
	struct cell *first = cell(5, NULL, NULL);
	if (setjmp(again) == 0)
		leave(cell(7, NULL, NULL));
	cell(0, NULL, NULL);
	cell(0, NULL, NULL);
	return first->value;
}

__attribute__((noinline)) static void run(void)
{
	CHECK_EQ(sum(tree(6)), 63);
	CHECK_EQ(list(20), 210);
	if (sizeof(void *) == 4)
		CHECK_EQ(wide(pair), 12);
	CHECK(sorted(20));
	CHECK_EQ(jumped(), 5);
}

/* The stack begins above every frame of run. */
int main(void)
{
	uintptr_t here;
	bottom = (uintptr_t)&here;
	run();
	CHECK(collections > 100);
	/* Values that nothing holds are found too. */
	int used = 0;
	collect();
	for (int i = 0; i < CELLS; i++)
		used += cells[i].used;
	CHECK(used < 40);
}
