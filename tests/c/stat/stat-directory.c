/* stat: the type of a directory, by name, with slashes and dots. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	const char *names[] = { "d", "d/", "d/.", "./d", "d//", "d/e/..", ".", "/" };
	struct stat st;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		CHECK_EQ(stat(names[i], &st), 0);
		CHECK(S_ISDIR(st.st_mode));
	}
}
