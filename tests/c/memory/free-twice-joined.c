/* free of what is freed already and part of a larger free block: the program ends, and is told why. */
#include "../check.h"

int main(void)
{
	char *volatile first = malloc(1000), *volatile second = malloc(1000), *third = malloc(1000);

	CHECK(first != NULL && second != NULL && third != NULL);
	free(first);
	free(second);
	free(second);
}
