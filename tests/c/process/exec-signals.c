/* The mask, ignored and pending signals: a child has the mask, a new program all three. */
#include "../processes.h"

int main(int argc, char **argv)
{
	sigset_t set, now;

	if (argc > 1) {
		struct sigaction action;

		CHECK_EQ(sigprocmask(SIG_BLOCK, NULL, &now), 0);
		CHECK_EQ(sigismember(&now, SIGUSR1), 1);
		CHECK_EQ(sigismember(&now, SIGUSR2), 0);
		CHECK_EQ(sigaction(SIGHUP, NULL, &action), 0);
		CHECK(action.sa_handler == SIG_IGN);
		CHECK_EQ(sigaction(SIGPIPE, NULL, &action), 0);
		CHECK(action.sa_handler == SIG_IGN);
		CHECK_EQ(sigaction(SIGTERM, NULL, &action), 0);
		CHECK(action.sa_handler == SIG_DFL);
		CHECK_EQ(sigpending(&now), 0);
		CHECK_EQ(sigismember(&now, SIGUSR1), 1);
		CHECK_EQ(kill(getpid(), SIGHUP), 0);
		CHECK_EQ(sigprocmask(SIG_SETMASK, (sigset_t[]){ { 0 } }, NULL), 0);
		return 3;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	CHECK_EQ(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	CHECK(signal(SIGHUP, SIG_IGN) != SIG_ERR);
	CHECK(signal(SIGPIPE, SIG_IGN) != SIG_ERR);
	CHECK(signal(SIGTERM, _exit) != SIG_ERR);
	CHECK_EQ(raise(SIGUSR1), 0);

	pid_t child = IN_CHILD(
		CHECK_EQ(sigprocmask(SIG_BLOCK, NULL, &now), 0);
		CHECK_EQ(sigismember(&now, SIGUSR1), 1);
		CHECK_EQ(sigpending(&now), 0);
		CHECK_EQ(sigismember(&now, SIGUSR1), 0));
	CHECK_EXIT(child, 0);
	child = IN_CHILD(raise(SIGUSR1); execl("self", "self", "again", (char *)NULL));
	CHECK_KILLED(child, SIGUSR1);
}
