/* daemon: refused before anything is changed for it. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	char before[256], after[256];

	CHECK_EQ(mkdir("d", 0777), 0);
	CHECK_EQ(chdir("d"), 0);
	CHECK(getcwd(before, sizeof before) != NULL);
	CHECK_ERRNO(daemon(0, 0), ENOSYS);
	CHECK(getcwd(after, sizeof after) != NULL);
	CHECK_STR(after, before);
	puts("still heard");
}
