/* A failed exec changes nothing. */
#include "../processes.h"
#include <sys/stat.h>

int main(void)
{
	char text[8] = "", *arguments[] = { "x", NULL };
	int fd, other;

	PUT("f", "abc");
	CHECK_EQ(chmod("f", 0755), 0);
	CHECK_EQ(mkdir("d", 0755), 0);
	fd = OPEN("f", O_RDONLY);
	other = OPEN("f", O_RDONLY | O_CLOEXEC);
	CHECK_ERRNO(execv("missing", arguments), ENOENT);
	CHECK_ERRNO(execv("f/x", arguments), ENOTDIR);
	CHECK_ERRNO(execv("d", arguments), EACCES);
	CHECK_ERRNO(execv("f", arguments), ENOEXEC);
	CHECK_ERRNO(execv("", arguments), ENOENT);
	CHECK_ERRNO(execv(NULL, arguments), EFAULT);
	CHECK_EQ(read(fd, text, 3), 3);
	CHECK_EQ(read(other, text, 3), 3);
	CHECK_STR(text, "abc");
	CHECK_EXIT(IN_CHILD(_exit(2)), 2);
}
