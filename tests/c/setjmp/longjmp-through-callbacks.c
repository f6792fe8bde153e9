/* longjmp out of the functions that qsort, bsearch and others call, whose next calls
 * work as ever. */
#include "../check.h"
#include <ftw.h>
#include <search.h>
#include <setjmp.h>
#include <stdlib.h>
#include <sys/stat.h>

static jmp_buf back;
static int left;

static int compare(const void *a, const void *b)
{
	if (left-- == 0)
		longjmp(back, 1);
	return *(const int *)a - *(const int *)b;
}

static int walk(const char *path, const struct stat *st, int type)
{
	(void)path;
	(void)st;
	(void)type;
	longjmp(back, 2);
}

static ssize_t take(void *cookie, const char *buffer, size_t size)
{
	(void)cookie;
	(void)buffer;
	(void)size;
	longjmp(back, 3);
}

int main(void)
{
	int numbers[100];
	volatile int jumps = 0;

	for (volatile int limit = 0; limit < 200; limit++) {
		for (int i = 0; i < 100; i++)
			numbers[i] = i * 37 % 100 + 1;
		left = limit;
		if (setjmp(back) == 0)
			qsort(numbers, 100, sizeof *numbers, compare);
		else
			jumps++;
	}
	CHECK_EQ(jumps, 200);
	left = 1000000;
	qsort(numbers, 100, sizeof *numbers, compare);
	for (int i = 0; i < 100; i++)
		CHECK_EQ(numbers[i], i + 1);

	left = 2;
	if (setjmp(back) == 0) {
		bsearch(&numbers[0], numbers, 100, sizeof *numbers, compare);
		CHECK(!"bsearch came back");
	}

	switch (setjmp(back)) {
	case 0:
		ftw(".", walk, 4);
		CHECK(!"ftw came back");
		break;
	case 2:
		break;
	default:
		CHECK(!"another value");
	}

	static const cookie_io_functions_t calls = { .write = take };
	FILE *file = fopencookie(NULL, "w", calls);

	CHECK(file != NULL);
	CHECK_EQ(setvbuf(file, NULL, _IONBF, 0), 0);
	switch (setjmp(back)) {
	case 0:
		fputc('x', file);
		CHECK(!"fputc came back");
		break;
	case 3:
		break;
	default:
		CHECK(!"another value");
	}
}
