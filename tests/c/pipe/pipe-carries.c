/* pipe: bytes go through in order; the end comes when the writer closes; EPIPE or SIGPIPE after. */
#include "../check.h"
#include <signal.h>
#include <sys/stat.h>

int main(void)
{
	int fd[2];
	char buffer[16];
	struct stat st;

	CHECK_EQ(pipe(fd), 0);
	CHECK_EQ(fstat(fd[0], &st), 0);
	CHECK(S_ISFIFO(st.st_mode));
	CHECK_EQ(write(fd[1], "one", 3), 3);
	CHECK_EQ(write(fd[1], "two", 3), 3);
	CHECK_EQ(read(fd[0], buffer, 2), 2);
	CHECK_EQ(read(fd[0], buffer + 2, 14), 4);
	CHECK_MEM(buffer, "onetwo", 6);
	CHECK_ERRNO(lseek(fd[0], 0, SEEK_CUR), ESPIPE);
	CHECK_ERRNO(write(fd[0], "x", 1), EBADF);
	CHECK_ERRNO(read(fd[1], buffer, 1), EBADF);
	CHECK_EQ(close(fd[1]), 0);
	CHECK_EQ(read(fd[0], buffer, 1), 0);
	CHECK_EQ(close(fd[0]), 0);
	CHECK_EQ(pipe2(fd, O_NONBLOCK | O_CLOEXEC), 0);
	CHECK_ERRNO(read(fd[0], buffer, 1), EAGAIN);
	CHECK_EQ(fcntl(fd[0], F_GETFD), FD_CLOEXEC);
	CHECK(signal(SIGPIPE, SIG_IGN) != SIG_ERR);
	CHECK_EQ(close(fd[0]), 0);
	CHECK_ERRNO(write(fd[1], "x", 1), EPIPE);
}
