/* getspnam_r, getspnam: no user has a password; a name that is a path is refused. */
#include "../check.h"
#include <shadow.h>

int main(void)
{
	struct spwd entry, *result = &entry;
	char buffer[512];

	CHECK_EQ(getspnam_r("no-such-user", &entry, buffer, sizeof buffer, &result), 0);
	CHECK(result == NULL);
	CHECK(getspnam("no-such-user") == NULL);
}
