/* The new program has the open files under their numbers, without those that are
 * close-on-exec. A position is shared. */
#include "../processes.h"

int main(int argc, char **argv)
{
	char text[4] = "";
	int ends[2], fd;

	if (argc > 1) {
		CHECK_EQ(write(1, "to 1", 4), 4);
		CHECK_EQ(read(3, text, 2), 2);
		CHECK_STR(text, "cd");
		CHECK_EQ(read(21, text, 1), 1);
		CHECK_STR(text, "ed");
		CHECK_EQ(write(40, "p", 1), 1);
		CHECK_ERRNO(read(20, text, 1), EBADF);
		CHECK_ERRNO(write(2, text, 1), EBADF);
		_exit(0);
	}
	PUT("f", "abcdefgh");
	fd = OPEN("f", O_RDONLY);
	CHECK_EQ(lseek(fd, 2, SEEK_SET), 2);
	CHECK_EQ(pipe(ends), 0);
	CHECK_EQ(dup2(ends[1], 40), 40);
	CHECK_EXIT(IN_CHILD({
		int out = open("out", O_WRONLY | O_CREAT, 0644);
		CHECK_EQ(dup2(fd, 21), 21);
		CHECK_EQ(dup2(fd, 20), 20);
		CHECK_EQ(fcntl(20, F_SETFD, FD_CLOEXEC), 0);
		if (fd != 3)
			CHECK_EQ(dup2(fd, 3), 3);
		CHECK_EQ(dup2(out, 1), 1);
		close(2);
		execl("self", "self", "again", (char *)NULL);
	}), 0);
	CHECK_EQ(lseek(fd, 0, SEEK_CUR), 5);
	CHECK_FILE("out", "to 1");
	close(ends[1]);
	close(40);
	CHECK_EQ(read(ends[0], text, 2), 1);
	CHECK_EQ(read(ends[0], text, 2), 0);
}
