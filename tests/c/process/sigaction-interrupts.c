/* A signal from another process ends a read, a wait and a sleep, or lets them continue. */
#include "../processes.h"
#include <time.h>

static volatile sig_atomic_t count, sender;

static void handle(int number, siginfo_t *info, void *context)
{
	(void)context;
	CHECK_EQ(number, SIGUSR1);
	sender = info->si_pid;
	count++;
}

static void catch(int flags)
{
	struct sigaction action = { .sa_sigaction = handle, .sa_flags = SA_SIGINFO | flags };

	CHECK_EQ(sigaction(SIGUSR1, &action, NULL), 0);
}

/* A child that sends the signal soon, and later writes a byte. */
static pid_t sender_of(int fd)
{
	pid_t parent = getpid();

	return IN_CHILD(usleep(200000); CHECK_EQ(kill(parent, SIGUSR1), 0);
			usleep(200000); CHECK_EQ(write(fd, "x", 1), 1));
}

int main(void)
{
	struct timespec ten = { 10, 0 }, left = { 0, 0 };
	int ends[2];
	char byte;

	CHECK_EQ(pipe(ends), 0);

	catch(0);
	pid_t child = sender_of(ends[1]);
	CHECK_ERRNO(read(ends[0], &byte, 1), EINTR);
	CHECK_EQ(sender, child);
	CHECK_EQ(read(ends[0], &byte, 1), 1);
	CHECK_EXIT(child, 0);
	CHECK_EQ(count, 1);

	child = sender_of(ends[1]);
	CHECK_ERRNO(waitpid(child, NULL, 0), EINTR);
	CHECK_EXIT(child, 0);
	CHECK_EQ(read(ends[0], &byte, 1), 1);
	CHECK_EQ(count, 2);

	catch(SA_RESTART);
	child = sender_of(ends[1]);
	CHECK_EQ(read(ends[0], &byte, 1), 1);
	CHECK_EXIT(child, 0);
	CHECK_EQ(count, 3);

	child = sender_of(ends[1]);
	CHECK_EXIT(child, 0);
	CHECK_EQ(read(ends[0], &byte, 1), 1);
	CHECK_EQ(count, 4);

	/* A sleep never continues. */
	child = sender_of(ends[1]);
	CHECK_ERRNO(nanosleep(&ten, &left), EINTR);
	CHECK(left.tv_sec == 9);
	CHECK_EXIT(child, 0);
	CHECK_EQ(count, 5);
}
