/* mkfifo: a pipe with a name: both ends, its status, its end, its removal. */
#include "../check.h"
#include <poll.h>
#include <sys/stat.h>

int main(void)
{
	struct stat st, of_end;
	char text[8];

	umask(0);
	CHECK_EQ(mkfifo("p", 0640), 0);
	CHECK_EQ(stat("p", &st), 0);
	CHECK_EQ(st.st_mode, S_IFIFO | 0640);
	CHECK_EQ(st.st_size, 0);
	CHECK_ERRNO(mkfifo("p", 0600), EEXIST);
	CHECK_ERRNO(mkfifo("missing/p", 0600), ENOENT);
	CHECK_ERRNO(open("p", O_WRONLY | O_NONBLOCK), ENXIO);
	int in = OPEN("p", O_RDONLY | O_NONBLOCK);
	CHECK_EQ(read(in, text, sizeof text), 0);
	int out = OPEN("p", O_WRONLY), other = OPEN("p", O_WRONLY);
	CHECK_ERRNO(read(in, text, sizeof text), EAGAIN);
	CHECK_EQ(write(out, "abc", 3), 3);
	CHECK_EQ(write(other, "de", 2), 2);
	struct pollfd one = { in, POLLIN, 0 };
	CHECK_EQ(poll(&one, 1, 0), 1);
	CHECK_EQ(fstat(out, &of_end), 0);
	CHECK_EQ(of_end.st_mode, st.st_mode);
	CHECK_EQ(of_end.st_ino, st.st_ino);
	CHECK_ERRNO(lseek(in, 0, SEEK_SET), ESPIPE);
	CHECK_EQ(chmod("p", 0600), 0);
	CHECK_EQ(stat("p", &st), 0);
	CHECK_EQ(st.st_mode, S_IFIFO | 0600);
	CHECK_EQ(rename("p", "q"), 0);
	CHECK_EQ(unlink("q"), 0);
	CHECK_EQ(read(in, text, sizeof text), 5);
	CHECK_MEM(text, "abcde", 5);
	CHECK_EQ(close(out), 0);
	CHECK_ERRNO(read(in, text, sizeof text), EAGAIN);
	CHECK_EQ(close(other), 0);
	CHECK_EQ(read(in, text, sizeof text), 0);
	/* A new one has nothing of it. */
	CHECK_EQ(mkfifoat(AT_FDCWD, "p", 0600), 0);
	CHECK_ERRNO(open("p", O_WRONLY | O_NONBLOCK), ENXIO);
	int both = OPEN("p", O_RDWR);
	CHECK_EQ(write(both, "xyz", 3), 3);
	CHECK_EQ(read(both, text, sizeof text), 3);
	CHECK_ERRNO(open("p", O_RDONLY | O_DIRECTORY), ENOTDIR);
}
