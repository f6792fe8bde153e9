/* Working directory and umask are each process's own. */
#include "../processes.h"
#include <sys/stat.h>

int main(void)
{
	char before[256], after[256];
	mode_t mask = umask(022);

	umask(mask);
	CHECK_EQ(mkdir("d", 0755), 0);
	CHECK(getcwd(before, sizeof before) != NULL);
	CHECK_EXIT(IN_CHILD({
		CHECK_EQ(chdir("d"), 0);
		umask(077);
		PUT("f", "in d");
	}), 0);
	CHECK(getcwd(after, sizeof after) != NULL);
	CHECK_STR(after, before);
	CHECK_EQ(umask(mask), mask);
	CHECK_FILE("d/f", "in d");
}
