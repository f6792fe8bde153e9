/* free of an address that malloc did not return: the program ends with a
 * message. */
#include "../check.h"

int main(void)
{
	char *volatile p = malloc(10);

	CHECK(p != NULL);
	free(p + 4);
}
