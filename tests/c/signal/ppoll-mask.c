/* ppoll, pselect: the mask holds while they wait, and a signal that it lets in ends them. */
#include "../check.h"
#include <poll.h>
#include <signal.h>
#include <sys/select.h>

static volatile sig_atomic_t count;

static void handle(int number)
{
	CHECK_EQ(number, SIGUSR1);
	count++;
}

int main(void)
{
	struct timespec ten = { 10, 0 }, now = { 0, 0 }, little = { 0, 1000000 };
	struct pollfd entry = { .events = POLLIN };
	sigset_t set, none, mask;
	int fd[2];

	CHECK(signal(SIGUSR1, handle) != SIG_ERR);
	CHECK_EQ(sigemptyset(&none), 0);
	CHECK_EQ(sigemptyset(&set), 0);
	CHECK_EQ(sigaddset(&set, SIGUSR1), 0);
	CHECK_EQ(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	CHECK_EQ(pipe(fd), 0);
	entry.fd = fd[0];

	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK_EQ(ppoll(&entry, 1, &little, NULL), 0);
	CHECK_EQ(ppoll(&entry, 1, &little, &set), 0);
	CHECK_EQ(count, 0);
	CHECK_ERRNO(ppoll(&entry, 1, &ten, &none), EINTR);
	CHECK_EQ(count, 1);
	CHECK_EQ(sigprocmask(SIG_BLOCK, NULL, &mask), 0);
	CHECK_EQ(sigismember(&mask, SIGUSR1), 1);
	CHECK_EQ(ppoll(&entry, 1, &little, &none), 0);

	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK_ERRNO(ppoll(&entry, 1, &now, &none), EINTR);
	CHECK_EQ(count, 2);

	/* A ready descriptor comes first. */
	CHECK_EQ(write(fd[1], "x", 1), 1);
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK_EQ(ppoll(&entry, 1, &ten, &none), 1);
	CHECK_EQ(entry.revents, POLLIN);
	CHECK_EQ(count, 2);

	fd_set read;
	FD_ZERO(&read);
	CHECK_ERRNO(pselect(0, &read, NULL, NULL, &ten, &none), EINTR);
	CHECK_EQ(count, 3);
	CHECK_EQ(sigprocmask(SIG_UNBLOCK, &set, NULL), 0);
	CHECK_EQ(count, 3);
	/* And the other way: the mask keeps out. */
	CHECK_EQ(ppoll(NULL, 0, &little, &set), 0);
}
