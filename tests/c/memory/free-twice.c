/* free of an address that was already freed: the program ends with a message. */
#include "../check.h"

int main(void)
{
	char *volatile p = malloc(10);

	CHECK(p != NULL);
	free(p);
	free(p);
}
