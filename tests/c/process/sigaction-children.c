/* SIGCHLD: its handler, what it says, SA_NOCLDWAIT, SA_NOCLDSTOP, and SIG_IGN. */
#include "../processes.h"

static volatile sig_atomic_t count, code, status, pid;

static void handle(int number, siginfo_t *info, void *context)
{
	(void)context;
	CHECK_EQ(number, SIGCHLD);
	code = info->si_code;
	status = info->si_status;
	pid = info->si_pid;
	count++;
}

static void catch(int flags)
{
	struct sigaction action = { .sa_sigaction = handle, .sa_flags = SA_SIGINFO | flags };

	CHECK_EQ(sigaction(SIGCHLD, &action, NULL), 0);
}

/* A wait for the next SIGCHLD, which is blocked outside of it. */
static void await(int want)
{
	sigset_t none;

	sigemptyset(&none);
	while (count < want)
		CHECK_ERRNO(sigsuspend(&none), EINTR);
	CHECK_EQ(count, want);
}

int main(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	CHECK_EQ(sigprocmask(SIG_BLOCK, &set, NULL), 0);

	catch(0);
	pid_t child = IN_CHILD(_exit(5));
	await(1);
	CHECK_EQ(code, CLD_EXITED);
	CHECK_EQ(status, 5);
	CHECK_EQ(pid, child);
	CHECK_EXIT(child, 5);

	child = IN_CHILD(raise(SIGKILL));
	await(2);
	CHECK_EQ(code, CLD_KILLED);
	CHECK_EQ(status, SIGKILL);
	CHECK_KILLED(child, SIGKILL);

	child = IN_CHILD(raise(SIGSTOP); _exit(6));
	await(3);
	CHECK_EQ(code, CLD_STOPPED);
	CHECK_EQ(kill(child, SIGCONT), 0);
	CHECK_EXIT(child, 6);
	/* One of these was lost, if both were pending. */
	CHECK(signal(SIGCHLD, SIG_DFL) != SIG_ERR);
	count = 3;

	catch(SA_NOCLDSTOP);
	child = IN_CHILD(raise(SIGSTOP); _exit(7));
	CHECK_EQ(waitpid(child, NULL, WUNTRACED), child);
	CHECK_EQ(kill(child, SIGCONT), 0);
	await(4);
	CHECK_EQ(status, 7);
	CHECK_EXIT(child, 7);

	/* Nobody has to wait for these. */
	catch(SA_NOCLDWAIT);
	child = IN_CHILD(_exit(8));
	CHECK_ERRNO(waitpid(child, NULL, 0), ECHILD);
	CHECK(signal(SIGCHLD, SIG_IGN) != SIG_ERR);
	child = IN_CHILD(_exit(9));
	CHECK_ERRNO(waitpid(child, NULL, 0), ECHILD);
}
