/* realloc of what is freed: the program ends, and is told why. */
#include "../check.h"

int main(void)
{
	char *volatile p = malloc(10);

	CHECK(p != NULL);
	free(p);
	p = realloc(p, 20);
}
