/* ttyname, ttyname_r: ENOTTY for other files, EBADF for a closed descriptor; ctermid. */
#include "../check.h"
#include <stdio.h>
#include <limits.h>

int main(void)
{
	char name[256], terminal[L_ctermid];

	PUT("f", "text");
	int fd = OPEN("f", O_RDONLY), ends[2];
	CHECK_EQ(pipe(ends), 0);
	CHECK_NULL(ttyname(fd), ENOTTY);
	CHECK_NULL(ttyname(ends[0]), ENOTTY);
	CHECK_EQ(ttyname_r(fd, name, sizeof name), ENOTTY);
	CHECK_EQ(ttyname_r(ends[1], name, sizeof name), ENOTTY);
	CHECK_NULL(ttyname(77), EBADF);
	CHECK_EQ(ttyname_r(77, name, sizeof name), EBADF);
	CHECK_EQ(isatty(77), 0);
	CHECK_EQ(errno, EBADF);
	CHECK_STR(ctermid(NULL), "/dev/tty");
	CHECK(ctermid(terminal) == terminal);
	CHECK_STR(terminal, "/dev/tty");
}
