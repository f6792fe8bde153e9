/* Constructors can use the environment, stdio and malloc. */
#include "../check.h"

static char *copy;

__attribute__((constructor)) static void early(void)
{
	copy = strdup(getenv("NAME"));
	CHECK(copy != NULL);
	CHECK(printf("early ") > 0);
}

int main(void)
{
	CHECK_STR(copy, "value");
	CHECK(printf("main\n") > 0);
	free(copy);
}
