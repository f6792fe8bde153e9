/* getcwd: ERANGE when it does not fit, EINVAL for size 0, allocates for NULL. */
#include "../check.h"

static volatile size_t none = 0;

int main(void)
{
	char buffer[4096];

	CHECK_EQ(chdir("long-name"), 0);
	CHECK(getcwd(buffer, sizeof buffer) != NULL);
	size_t length = strlen(buffer);
	char *own = getcwd(NULL, 0);
	CHECK_STR(own, buffer);
	free(own);
	CHECK_NULL(getcwd(buffer, none), EINVAL);
	CHECK_NULL(getcwd(buffer, length), ERANGE);
	CHECK_NULL(getcwd(buffer, 3), ERANGE);
	CHECK(getcwd(buffer, length + 1) != NULL);
	CHECK_EQ(strlen(buffer), length);
}
