/* confstr: the default PATH and its length; EINVAL for an unknown name. */
#include "../check.h"

int main(void)
{
	char path[64];
	size_t n = confstr(_CS_PATH, path, sizeof path);

	CHECK(n > 1 && n <= sizeof path);
	CHECK_EQ(strlen(path), n - 1);
	CHECK_EQ(confstr(_CS_PATH, NULL, 0), n);
	CHECK_EQ(confstr(9999, path, sizeof path), 0);
	CHECK_EQ(errno, EINVAL);
}
