/* obstack: objects that grow, are finished, aligned, and freed in reverse. */
#include "../check.h"
#include <obstack.h>
#include <stdint.h>

static int chunks;

static void *take(size_t size)
{
	chunks++;
	return malloc(size);
}

static void give_back(void *chunk)
{
	chunks--;
	free(chunk);
}

#define obstack_chunk_alloc take
#define obstack_chunk_free give_back

int main(void)
{
	struct obstack stack;
	char *objects[1000], big[10000];

	CHECK(obstack_init(&stack));
	CHECK_EQ(obstack_object_size(&stack), 0);
	CHECK(obstack_empty_p(&stack));
	obstack_grow(&stack, "hello", 5);
	obstack_1grow(&stack, ',');
	obstack_grow0(&stack, " world", 6);
	CHECK_EQ(obstack_object_size(&stack), 13);
	CHECK_STR(obstack_base(&stack), "hello, world");
	char *text = obstack_finish(&stack);
	CHECK_STR(text, "hello, world");
	CHECK(!obstack_empty_p(&stack));

	obstack_ptr_grow(&stack, text);
	obstack_int_grow(&stack, 77);
	struct {
		char *pointer;
		int number;
	} *pair = obstack_finish(&stack);
	CHECK(pair->pointer == text && pair->number == 77);
	CHECK_EQ((uintptr_t)pair & obstack_alignment_mask(&stack), 0);

	for (int i = 0; i < 1000; i++) {
		objects[i] = obstack_alloc(&stack, (size_t)i);
		CHECK_EQ((uintptr_t)objects[i] & obstack_alignment_mask(&stack), 0);
		memset(objects[i], i, (size_t)i);
	}
	CHECK(chunks > 50);
	CHECK_EQ(_obstack_memory_used(&stack) >= 499500, 1);
	for (int i = 0; i < 1000; i++)
		for (int j = 0; j < i; j++)
			CHECK_EQ((unsigned char)objects[i][j], i & 255);

	/* An object larger than a chunk, that moves as it grows. */
	memset(big, 'b', sizeof big);
	for (int i = 0; i < 100; i++)
		obstack_grow(&stack, big, sizeof big);
	obstack_blank(&stack, -10);
	obstack_blank(&stack, 5);
	CHECK_EQ(obstack_object_size(&stack), 100 * sizeof big - 5);
	char *large = obstack_finish(&stack);
	CHECK(large[0] == 'b' && large[100 * sizeof big - 11] == 'b');

	obstack_free(&stack, objects[500]);
	CHECK(obstack_alloc(&stack, 1) == objects[500]);
	CHECK_STR(text, "hello, world");
	obstack_free(&stack, text);
	CHECK_EQ(chunks, 1);
	CHECK_STR(obstack_copy0(&stack, "again", 5), "again");
	CHECK_MEM(obstack_copy(&stack, "12345678", 8), "12345678", 8);
	obstack_make_room(&stack, 100);
	CHECK(obstack_room(&stack) >= 100);
	obstack_1grow_fast(&stack, 'x');
	CHECK_EQ(obstack_object_size(&stack), 1);
	obstack_free(&stack, NULL);
	CHECK_EQ(chunks, 0);
}
