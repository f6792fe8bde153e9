/* Handlers run while the program computes, without a call. */
#include "../processes.h"
#include <sys/time.h>

static volatile sig_atomic_t alarms, terms, ticks;

static void handle_alarm(int number)
{
	CHECK_EQ(number, SIGALRM);
	alarms++;
}

static void handle_tick(int number)
{
	CHECK_EQ(number, SIGVTALRM);
	ticks++;
}

static pid_t child;

static void handle_term(int number, siginfo_t *info, void *context)
{
	CHECK_EQ(number, SIGTERM);
	CHECK_EQ(info->si_code, SI_USER);
	CHECK_EQ(info->si_pid, child);
	terms++;
	/* Its mask holds both. */
	sigset_t set;
	CHECK_EQ(sigprocmask(SIG_BLOCK, NULL, &set), 0);
	CHECK(sigismember(&set, SIGTERM) && sigismember(&set, SIGUSR1));
	(void)context;
}

/* Uses memory below the stack pointer, without a call. */
static __attribute__((noinline)) int leaf(unsigned rounds)
{
	volatile unsigned local[16];

	for (int i = 0; i < 16; i++)
		local[i] = i * 3 + 1;
	while (ticks < 20)
		rounds++;
	for (int i = 0; i < 16; i++)
		if (local[i] != (unsigned)i * 3 + 1)
			return 0;
	return rounds != 0;
}

int main(void)
{
	struct sigaction action = { .sa_sigaction = handle_term, .sa_flags = SA_SIGINFO };
	struct itimerval often = { { 0, 2000 }, { 0, 2000 } }, never = { { 0, 0 }, { 0, 0 } };
	sigset_t set, old;
	pid_t self = getpid();

	/* One of another process, whose handler blocks others. */
	sigemptyset(&action.sa_mask);
	sigaddset(&action.sa_mask, SIGUSR1);
	CHECK_EQ(sigaction(SIGTERM, &action, NULL), 0);
	child = IN_CHILD(usleep(50000); CHECK_EQ(kill(self, SIGTERM), 0));
	while (terms == 0) {}
	CHECK_EQ(sigprocmask(SIG_BLOCK, NULL, &set), 0);
	CHECK(!sigismember(&set, SIGTERM) && !sigismember(&set, SIGUSR1));
	CHECK_EXIT(child, 0);

	/* The alarm of a loop. */
	CHECK(signal(SIGALRM, handle_alarm) != SIG_ERR);
	alarm(1);
	while (alarms == 0) {}
	CHECK_EQ(alarms, 1);

	/* Many, while a function uses its stack. */
	CHECK(signal(SIGVTALRM, handle_tick) != SIG_ERR);
	CHECK_EQ(setitimer(ITIMER_VIRTUAL, &often, NULL), 0);
	CHECK(leaf(1));
	CHECK(ticks >= 20);

	/* A blocked one does not run. */
	sigemptyset(&set);
	sigaddset(&set, SIGVTALRM);
	CHECK_EQ(sigprocmask(SIG_BLOCK, &set, &old), 0);
	int before = ticks;
	for (volatile int i = 0; i < 30000000; i++) {}
	CHECK_EQ(ticks, before);
	CHECK_EQ(sigpending(&set), 0);
	CHECK(sigismember(&set, SIGVTALRM));
	CHECK_EQ(sigprocmask(SIG_SETMASK, &old, NULL), 0);
	CHECK(ticks > before);
	CHECK_EQ(setitimer(ITIMER_VIRTUAL, &never, NULL), 0);

	/* A handler that ends the process. */
	child = IN_CHILD({
		signal(SIGALRM, _exit);
		alarm(1);
		for (;;) {}
	});
	CHECK_EXIT(child, SIGALRM);
}
