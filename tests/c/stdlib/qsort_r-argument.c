/* qsort_r: hands its argument to the comparison. */
#include "../check.h"

static int compare(const void *a, const void *b, void *argument)
{
	int *direction = argument;
	int x = *(const char *)a, y = *(const char *)b;

	return (x - y) * *direction;
}

int main(void)
{
	char text[] = "hello";
	int direction = 1;

	qsort_r(text, 5, 1, compare, &direction);
	CHECK_STR(text, "ehllo");
	direction = -1;
	qsort_r(text, 5, 1, compare, &direction);
	CHECK_STR(text, "ollhe");
}
