/* SO_RCVTIMEO, SO_SNDTIMEO: their time is over whether or not a timer runs; a handler ends it. */
#include "../check.h"
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>

static volatile sig_atomic_t count;

static void handle(int number)
{
	CHECK_EQ(number, SIGALRM);
	count++;
}

static void in(int milliseconds, int flags)
{
	struct sigaction action = { .sa_handler = handle, .sa_flags = flags };
	struct itimerval timer = { { 0, 0 }, { milliseconds / 1000, milliseconds % 1000 * 1000 } };

	count = 0;
	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	CHECK_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
}

static void limit(int fd, int option, int milliseconds)
{
	struct timeval time = { milliseconds / 1000, milliseconds % 1000 * 1000 };

	CHECK_EQ(setsockopt(fd, SOL_SOCKET, option, &time, sizeof time), 0);
}

static int milliseconds(void)
{
	static struct timespec last;
	struct timespec before = last;

	clock_gettime(CLOCK_MONOTONIC, &last);
	return (int)((last.tv_sec - before.tv_sec) * 1000 + (last.tv_nsec - before.tv_nsec) / 1000000);
}

static void receives(int fd)
{
	char byte;

	limit(fd, SO_RCVTIMEO, 50);
	in(20000, 0);
	milliseconds();
	CHECK_ERRNO(recv(fd, &byte, 1, 0), EAGAIN);
	int took = milliseconds();
	CHECK(took >= 45 && took < 10000);
	CHECK_ERRNO(read(fd, &byte, 1), EAGAIN);
	CHECK_EQ(count, 0);
	/* A wait with a limit is never gone on with. */
	limit(fd, SO_RCVTIMEO, 20000);
	in(20, SA_RESTART);
	CHECK_ERRNO(recv(fd, &byte, 1, 0), EINTR);
	CHECK_EQ(count, 1);
	in(20, SA_RESTART);
	CHECK_ERRNO(read(fd, &byte, 1), EINTR);
	CHECK(milliseconds() < 10000);
	limit(fd, SO_RCVTIMEO, 0);
	in(20, 0);
	CHECK_ERRNO(recv(fd, &byte, 1, 0), EINTR);
	in(20000, 0);
	CHECK_ERRNO(recv(fd, &byte, 1, MSG_DONTWAIT), EAGAIN);
}

int main(void)
{
	static char bytes[4096];
	int ends[2];

	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	receives(ends[0]);
	while (send(ends[0], bytes, sizeof bytes, MSG_DONTWAIT) > 0) {}
	CHECK_EQ(errno, EAGAIN);
	limit(ends[0], SO_SNDTIMEO, 50);
	in(20000, 0);
	milliseconds();
	CHECK_ERRNO(send(ends[0], bytes, sizeof bytes, 0), EAGAIN);
	CHECK_ERRNO(write(ends[0], bytes, sizeof bytes), EAGAIN);
	int took = milliseconds();
	CHECK(took >= 90 && took < 10000);
	limit(ends[0], SO_SNDTIMEO, 20000);
	in(20, SA_RESTART);
	CHECK_ERRNO(write(ends[0], bytes, sizeof bytes), EINTR);

	/* Data that came before the signal is returned. */
	CHECK_EQ(send(ends[1], "half", 4, 0), 4);
	in(20, 0);
	CHECK_EQ(recv(ends[0], bytes, 8, MSG_WAITALL), 4);
	CHECK_MEM(bytes, "half", 4);
	CHECK_EQ(count, 1);

	CHECK_EQ(socketpair(AF_UNIX, SOCK_DGRAM, 0, ends), 0);
	receives(ends[0]);

	struct sockaddr_un name = { AF_UNIX, "listener" };
	int listener = socket(AF_UNIX, SOCK_STREAM, 0);
	CHECK_EQ(bind(listener, (void *)&name, sizeof name), 0);
	CHECK_EQ(listen(listener, 0), 0);
	in(20, 0);
	CHECK_ERRNO(accept(listener, NULL, NULL), EINTR);
	CHECK_EQ(connect(socket(AF_UNIX, SOCK_STREAM, 0), (void *)&name, sizeof name), 0);
	in(20, 0);
	CHECK_ERRNO(connect(socket(AF_UNIX, SOCK_STREAM, 0), (void *)&name, sizeof name), EINTR);
	CHECK(accept(listener, NULL, NULL) >= 0);
}
