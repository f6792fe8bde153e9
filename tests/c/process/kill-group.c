/* kill: a handler, the default action and an ignored signal, in a group and one by one. */
#include "../processes.h"

static void handle(int number)
{
	_exit(number);
}

static void nothing(int number)
{
	(void)number;
}

static void once(int number)
{
	struct sigaction action = { .sa_handler = nothing, .sa_flags = SA_RESETHAND };

	CHECK_EQ(sigaction(number, &action, NULL), 0);
}

/* A child in the group that says when it is ready. */
#define MEMBER(group, ...)                                                   \
	({                                                                   \
		int ready[2];                                                \
		char byte;                                                   \
		CHECK_EQ(pipe(ready), 0);                                    \
		pid_t member = IN_CHILD(                                     \
			CHECK_EQ(setpgid(0, group), 0);                      \
			__VA_ARGS__;                                         \
			CHECK_EQ(write(ready[1], "x", 1), 1);                \
			for (;;) pause());                                   \
		CHECK_EQ(read(ready[0], &byte, 1), 1);                       \
		close(ready[0]);                                             \
		close(ready[1]);                                             \
		member;                                                      \
	})

int main(void)
{
	pid_t by_default = MEMBER(0, signal(SIGUSR1, SIG_DFL));
	pid_t catches = MEMBER(by_default, signal(SIGUSR1, handle));
	pid_t ignores = MEMBER(by_default, signal(SIGUSR1, SIG_IGN));

	CHECK_EQ(kill(-by_default, SIGUSR1), 0);
	CHECK_KILLED(by_default, SIGUSR1);
	CHECK_EXIT(catches, SIGUSR1);
	CHECK_EQ(waitpid(ignores, NULL, WNOHANG), 0);
	CHECK_EQ(kill(ignores, SIGTERM), 0);
	CHECK_KILLED(ignores, SIGTERM);

	/* To the parent, and to the own group. */
	CHECK(signal(SIGUSR2, SIG_IGN) != SIG_ERR);
	pid_t child = IN_CHILD(CHECK_EQ(kill(getppid(), SIGUSR2), 0));
	CHECK_EXIT(child, 0);
	child = IN_CHILD(setpgid(0, 0); signal(SIGUSR2, handle); kill(0, SIGUSR2); pause());
	CHECK_EXIT(child, SIGUSR2);
	child = IN_CHILD(raise(SIGTERM));
	CHECK_KILLED(child, SIGTERM);

	/* Once: then the default action. */
	child = IN_CHILD(once(SIGTERM); kill(getpid(), SIGTERM); kill(getpid(), SIGTERM); pause());
	CHECK_KILLED(child, SIGTERM);
}
