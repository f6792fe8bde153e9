/* free of what is freed already: the program ends, and is told why. */
#include "../check.h"

int main(void)
{
	char *volatile p = malloc(10);

	CHECK(p != NULL);
	free(p);
	free(p);
}
