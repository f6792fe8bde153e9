/* The terminal of a session: job control, the characters that send signals, and SIGWINCH. */
#include "../processes.h"
#include <pty.h>
#include <sys/ioctl.h>
#include <termios.h>

static volatile sig_atomic_t resized, interrupted;

static void handle_resize(int number)
{
	CHECK_EQ(number, SIGWINCH);
	resized++;
}

static void handle_interrupt(int number)
{
	CHECK_EQ(number, SIGINT);
	interrupted++;
}

/* Tells the parent that it can go on. */
static void say(char what)
{
	CHECK_EQ(write(STDOUT_FILENO, &what, 1), 1);
}

/* In the new session, where the terminal is at all standard streams. */
static void session(void)
{
	struct sigaction resize = { .sa_handler = handle_resize };
	struct sigaction interrupt = { .sa_handler = handle_interrupt };
	struct sigaction ignore = { .sa_handler = SIG_IGN }, old;
	struct winsize size;
	char line[8];
	int unsent = -1;

	CHECK_EQ(getsid(0), getpid());
	CHECK_EQ(tcgetsid(0), getpid());
	CHECK_EQ(tcgetpgrp(0), getpgrp());
	CHECK_EQ(ioctl(1, TIOCOUTQ, &unsent), 0);
	CHECK(unsent >= 0);

	/* A new size ends a wait, and a computation. */
	CHECK_EQ(sigaction(SIGWINCH, &resize, NULL), 0);
	say('a');
	CHECK_ERRNO(read(0, line, 1), EINTR);
	CHECK_EQ(resized, 1);
	CHECK_EQ(ioctl(0, TIOCGWINSZ, &size), 0);
	CHECK_EQ(size.ws_row, 20);
	CHECK_EQ(size.ws_col, 70);
	say('b');
	while (resized < 2)
		getppid();
	CHECK_EQ(ioctl(0, TIOCGWINSZ, &size), 0);
	CHECK_EQ(size.ws_row, 21);

	/* Ctrl-C. */
	CHECK_EQ(sigaction(SIGINT, &interrupt, NULL), 0);
	say('c');
	CHECK_ERRNO(read(0, line, 1), EINTR);
	CHECK_EQ(interrupted, 1);

	/* It reaches the group in front alone. */
	CHECK_EQ(sigaction(SIGTTOU, &ignore, &old), 0);
	int ends[2];
	CHECK_EQ(pipe(ends), 0);
	pid_t job = fork();
	CHECK(job >= 0);
	if (job == 0) {
		signal(SIGINT, SIG_DFL);
		signal(SIGTTOU, SIG_IGN);
		CHECK_EQ(setpgid(0, 0), 0);
		CHECK_EQ(tcsetpgrp(0, getpid()), 0);
		CHECK_EQ(tcgetpgrp(0), getpid());
		say('d');
		for (;;)
			pause();
	}
	CHECK_KILLED(job, SIGINT);
	CHECK_EQ(interrupted, 1);
	CHECK_EQ(tcsetpgrp(0, getpgrp()), 0);
	CHECK_EQ(tcgetpgrp(0), getpgrp());
	CHECK_EQ(sigaction(SIGTTOU, &old, NULL), 0);

	/* No group of another session, and none at all. */
	CHECK_ERRNO(tcsetpgrp(0, getppid()), EPERM);
	CHECK_ERRNO(tcsetpgrp(0, -1), EINVAL);
	CHECK_ERRNO(tcsetpgrp(ends[0], getpgrp()), ENOTTY);
	CHECK_ERRNO(tcgetpgrp(ends[0]), ENOTTY);
	CHECK_ERRNO(tcgetsid(ends[0]), ENOTTY);
	say('e');
}

static int leader;

static void wait_for(char what)
{
	char got;

	do
		CHECK_EQ(read(leader, &got, 1), 1);
	while (got != what);
}

static void resize(int rows)
{
	struct winsize size = { .ws_row = rows, .ws_col = 70 };

	CHECK_EQ(ioctl(leader, TIOCSWINSZ, &size), 0);
}

int main(void)
{
	struct winsize size = { .ws_row = 10, .ws_col = 70 };
	pid_t child = forkpty(&leader, NULL, NULL, &size);

	CHECK(child >= 0);
	if (child == 0) {
		session();
		_exit(0);
	}
	wait_for('a');
	usleep(50000);
	resize(20);
	wait_for('b');
	resize(21);
	wait_for('c');
	usleep(50000);
	CHECK_EQ(write(leader, "\3", 1), 1);
	wait_for('d');
	CHECK_EQ(write(leader, "\3", 1), 1);
	wait_for('e');
	CHECK_EXIT(child, 0);
	CHECK_ERRNO(tcgetpgrp(-1), EBADF);
}
