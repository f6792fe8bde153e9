/* A program that does nothing but fork has as many processes as --processes-max says. */
#include "../processes.h"

int main(void)
{
	int ends[2], made = 0;
	char byte;

	CHECK_EQ(pipe(ends), 0);
	pid_t first = IN_CHILD({
		CHECK_EQ(setpgid(0, 0), 0);
		close(ends[0]);
		for (;;) {
			pid_t pid = fork();
			if (pid == 0)
				CHECK_EQ(write(ends[1], "x", 1), 1);
			else if (pid < 0)
				usleep(10000);
		}
	});
	close(ends[1]);
	/* Itself, the first child, and the others. */
	while (made < 18) {
		CHECK_EQ(read(ends[0], &byte, 1), 1);
		made++;
	}
	usleep(100000);
	CHECK_EQ(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
	CHECK_ERRNO(read(ends[0], &byte, 1), EAGAIN);
	CHECK_ERRNO(fork(), EAGAIN);
	CHECK_EQ(kill(-first, SIGKILL), 0);
	CHECK_KILLED(first, SIGKILL);
	CHECK_EQ(fcntl(ends[0], F_SETFL, 0), 0);
	CHECK_EQ(read(ends[0], &byte, 1), 0);
	CHECK_EXIT(IN_CHILD(_exit(3)), 3);
}
