/* fstatat: AT_EMPTY_PATH with an empty path is the descriptor itself. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;

	PUT("f", "abcd");
	int fd = OPEN("f", O_RDONLY);
	CHECK_EQ(fstatat(fd, "", &st, AT_EMPTY_PATH), 0);
	CHECK(S_ISREG(st.st_mode));
	CHECK_EQ(st.st_size, 4);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(fstatat(AT_FDCWD, "", &st, AT_EMPTY_PATH), 0);
	CHECK(S_ISDIR(st.st_mode));
}
