/* free, twice, of the block that was last in memory: the program ends, and is told why. */
#include "../check.h"

int main(void)
{
	char *volatile p = malloc(100000);

	CHECK(p != NULL);
	free(p);
	free(p);
}
