/* setitimer: a write that has to wait ends with EINTR, or goes on once the handler made room. */
#include "../check.h"
#include <signal.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/time.h>

static volatile sig_atomic_t count;
static int drain = -1;

static void handle(int number)
{
	static char bytes[8192];

	CHECK_EQ(number, SIGALRM);
	count++;
	if (drain >= 0) CHECK(read(drain, bytes, sizeof bytes) > 0);
}

static void in(int milliseconds, int flags)
{
	struct sigaction action = { .sa_handler = handle, .sa_flags = flags };
	struct itimerval timer = { { 0, 0 }, { 0, milliseconds * 1000 } };

	count = 0;
	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	CHECK_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
}

/* Fills one end, so that the next write blocks. */
static void fill(int fd)
{
	static char bytes[4096];
	int flags = fcntl(fd, F_GETFL);

	CHECK_EQ(fcntl(fd, F_SETFL, flags | O_NONBLOCK), 0);
	while (write(fd, bytes, sizeof bytes) > 0) {}
	CHECK_EQ(errno, EAGAIN);
	CHECK_EQ(fcntl(fd, F_SETFL, flags), 0);
}

static void waits(int from, int to)
{
	char bytes[100] = "";

	fill(to);
	drain = -1;
	in(20, 0);
	CHECK_ERRNO(write(to, bytes, sizeof bytes), EINTR);
	CHECK_EQ(count, 1);
	drain = from;
	in(20, SA_RESTART);
	CHECK_EQ(write(to, bytes, sizeof bytes), sizeof bytes);
	CHECK_EQ(count, 1);
}

int main(void)
{
	int ends[2];

	CHECK_EQ(pipe(ends), 0);
	waits(ends[0], ends[1]);
	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	waits(ends[0], ends[1]);

	int counter = eventfd(0, 0);
	uint64_t most = UINT64_MAX - 1;
	CHECK_EQ(write(counter, &most, 8), 8);
	drain = -1;
	in(20, 0);
	CHECK_ERRNO(write(counter, &most, 8), EINTR);
	drain = counter;
	in(20, SA_RESTART);
	CHECK_EQ(write(counter, &most, 8), 8);
	CHECK_EQ(count, 1);
}
