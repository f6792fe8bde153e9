/* access: a script or a module that was made as a program may be executed, another file
 * not, in a program that does not remember modes. */
#include "../check.h"

static void make(const char *path, const char *text, size_t length, int mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, mode);

	CHECK(fd >= 0);
	CHECK_EQ(write(fd, text, length), length);
	CHECK_EQ(close(fd), 0);
}

int main(void)
{
	make("script", "#!/bin/sh\nexit 0\n", 17, 0777);
	make("module", "\0asm\1\0\0\0", 8, 0777);
	make("text", "text", 4, 0666);
	make("empty", "", 0, 0666);
	CHECK_EQ(access("script", X_OK), 0);
	CHECK_EQ(access("script", R_OK | X_OK), 0);
	CHECK_EQ(access("module", X_OK), 0);
	CHECK_ERRNO(access("text", X_OK), EACCES);
	CHECK_ERRNO(access("empty", X_OK), EACCES);
	CHECK_EQ(access(".", X_OK), 0);
	CHECK_ERRNO(access("missing", X_OK), ENOENT);
	CHECK_EQ(symlink("script", "link"), 0);
	CHECK_EQ(access("link", X_OK), 0);
	return 0;
}
