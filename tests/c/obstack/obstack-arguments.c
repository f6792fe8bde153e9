/* obstack: a size, an alignment and an argument of one's own; printf into an object; the
 * handler for when memory is out. */
#include "../check.h"
#include <obstack.h>
#include <setjmp.h>
#include <stdint.h>

static jmp_buf out;
static int limit = 1000;

static void *take(void *counter, size_t size)
{
	if (*(int *)counter >= limit)
		return NULL;
	++*(int *)counter;
	return malloc(size);
}

static void give_back(void *counter, void *chunk)
{
	--*(int *)counter;
	free(chunk);
}

static void failed(void)
{
	longjmp(out, 1);
}

int main(void)
{
	struct obstack stack;
	int counter = 0;

	CHECK(obstack_specify_allocation_with_arg(&stack, 200, 64, take, give_back, &counter));
	CHECK_EQ(counter, 1);
	CHECK_EQ(obstack_alignment_mask(&stack), 63);
	for (int i = 0; i < 10; i++)
		CHECK_EQ((uintptr_t)obstack_alloc(&stack, 1) % 64, 0);
	CHECK(counter > 2);

	CHECK_EQ(obstack_printf(&stack, "%d %s", 12, "twelve"), 9);
	CHECK_EQ(obstack_printf(&stack, "%0300d", 7), 300);
	obstack_1grow(&stack, 0);
	char *text = obstack_finish(&stack);
	CHECK_EQ(strlen(text), 309);
	CHECK_MEM(text, "12 twelve0000", 13);
	CHECK_EQ(text[308], '7');

	obstack_alloc_failed_handler = failed;
	limit = 0;
	if (setjmp(out) == 0) {
		obstack_alloc(&stack, 100000);
		CHECK(!"there was memory");
	}
	/* The earlier content is still there. */
	CHECK_MEM(text, "12 twelve0000", 13);
	obstack_free(&stack, NULL);
	CHECK_EQ(counter, 0);
}
