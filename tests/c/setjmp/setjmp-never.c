/* A program that never jumps needs no engine that knows exceptions, though it was
 * compiled with the means for it. */
#include "../check.h"
#include <signal.h>
#include <stdlib.h>

static int compare(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static void handle(int number)
{
	(void)number;
}

int main(void)
{
	int numbers[] = { 3, 1, 2 };

	CHECK(signal(SIGUSR1, handle) == SIG_DFL);
	CHECK_EQ(raise(SIGUSR1), 0);
	qsort(numbers, 3, sizeof *numbers, compare);
	CHECK_EQ(numbers[0], 1);
	CHECK(atof("1.5") == 1.5);
}
