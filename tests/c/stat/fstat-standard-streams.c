/* fstat: descriptors 0, 1 and 2 are open and are no directories. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;

	for (int fd = 0; fd < 3; fd++) {
		CHECK_EQ(fstat(fd, &st), 0);
		CHECK(!S_ISDIR(st.st_mode));
		CHECK(!S_ISLNK(st.st_mode));
	}
}
