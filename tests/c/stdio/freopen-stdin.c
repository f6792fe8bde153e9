/* freopen: stdin from a file keeps descriptor 0. */
#include "../check.h"

int main(void)
{
	char line[32];

	CHECK_STR(fgets(line, sizeof line, stdin), "from outside\n");
	PUT("f", "from a file\n");
	CHECK(freopen("f", "r", stdin) == stdin);
	CHECK_EQ(fileno(stdin), 0);
	CHECK_STR(fgets(line, sizeof line, stdin), "from a file\n");
	CHECK(fgets(line, sizeof line, stdin) == NULL);
}
