/* A handler that interrupts a computation never finds a call half done: it makes the same calls
 * as the program. */
#include "../processes.h"
#include <limits.h>
#include <sys/stat.h>
#include <sys/time.h>

static volatile sig_atomic_t ticks;

static void exercise(const char *name)
{
	char path[PATH_MAX], byte;
	struct stat status;
	int ends[2];

	CHECK_EQ(pipe(ends), 0);
	int copy = dup(ends[1]);
	CHECK(copy >= 0);
	CHECK_EQ(close(ends[1]), 0);
	CHECK_EQ(write(copy, name, 1), 1);
	CHECK_EQ(close(copy), 0);
	CHECK_EQ(read(ends[0], &byte, 1), 1);
	CHECK_EQ(byte, name[0]);
	CHECK_EQ(read(ends[0], &byte, 1), 0);
	CHECK_EQ(close(ends[0]), 0);

	int file = open(name, O_RDWR | O_CREAT, 0600);
	CHECK(file >= 0);
	CHECK_EQ(fstat(file, &status), 0);
	CHECK_EQ(close(file), 0);
	CHECK_EQ(stat(name, &status), 0);
	CHECK_EQ(umask(022), 022);
	CHECK(getcwd(path, sizeof path) == path);
	CHECK(path[0] == '/' && strlen(path) < 100);
}

static void handle(int number)
{
	int saved = errno;

	exercise("handler");
	ticks++;
	(void)number;
	errno = saved;
}

int main(void)
{
	struct sigaction action = { .sa_handler = handle, .sa_flags = SA_RESTART };
	struct itimerval often = { { 0, 1000 }, { 0, 1000 } };

	CHECK_EXIT(IN_CHILD(_exit(3)), 3);
	CHECK_EQ(umask(022) & 0, 0);
	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	CHECK_EQ(setitimer(ITIMER_REAL, &often, NULL), 0);
	while (ticks < 200)
		exercise("program");
}
