/* sigsuspend, pause, ppoll and sigtimedwait wait for signals of other processes. */
#include "../processes.h"
#include <poll.h>
#include <time.h>

static volatile sig_atomic_t count;

static void handle(int number)
{
	CHECK_EQ(number, SIGUSR1);
	count++;
}

static pid_t send_soon(int number)
{
	pid_t parent = getpid();

	return IN_CHILD(usleep(100000); CHECK_EQ(kill(parent, number), 0));
}

int main(void)
{
	struct timespec ten = { 10, 0 }, little = { 0, 1000000 };
	struct pollfd entry = { .events = POLLIN };
	sigset_t set, none, pending;
	siginfo_t info;
	int ends[2];

	CHECK(signal(SIGUSR1, handle) != SIG_ERR);
	CHECK_EQ(pipe(ends), 0);
	entry.fd = ends[0];
	sigemptyset(&none);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);

	pid_t child = send_soon(SIGUSR1);
	CHECK_ERRNO(pause(), EINTR);
	CHECK_EQ(count, 1);
	CHECK_EXIT(child, 0);

	/* One that is blocked waits for the mask. */
	CHECK_EQ(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	child = send_soon(SIGUSR1);
	CHECK_EXIT(child, 0);
	CHECK_EQ(count, 1);
	CHECK_EQ(sigpending(&pending), 0);
	CHECK_EQ(sigismember(&pending, SIGUSR1), 1);
	CHECK_ERRNO(sigsuspend(&none), EINTR);
	CHECK_EQ(count, 2);
	CHECK_EQ(sigpending(&pending), 0);
	CHECK_EQ(sigismember(&pending, SIGUSR1), 0);

	child = send_soon(SIGUSR1);
	CHECK_ERRNO(sigsuspend(&none), EINTR);
	CHECK_EQ(count, 3);
	CHECK_EXIT(child, 0);

	child = send_soon(SIGUSR1);
	CHECK_ERRNO(ppoll(&entry, 1, &ten, &none), EINTR);
	CHECK_EQ(count, 4);
	CHECK_EXIT(child, 0);
	CHECK_EQ(ppoll(&entry, 1, &little, &none), 0);

	/* No handler takes one that is waited for. */
	child = send_soon(SIGUSR1);
	CHECK_EQ(sigtimedwait(&set, &info, &ten), SIGUSR1);
	CHECK_EQ(info.si_pid, child);
	CHECK_EXIT(child, 0);
	CHECK_ERRNO(sigtimedwait(&set, NULL, &little), EAGAIN);
	sigaddset(&set, SIGTERM);
	CHECK_EQ(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	child = send_soon(SIGTERM);
	CHECK_EQ(sigwaitinfo(&set, &info), SIGTERM);
	CHECK_EXIT(child, 0);
	CHECK_EQ(count, 4);
}
