/* sigqueue: real-time signals come all, the lowest first, and each in the order sent. */
#include "../check.h"
#include <signal.h>

static volatile int signals[8], values[8];
static volatile size_t count;

static void handle(int number, siginfo_t *info, void *context)
{
	(void)context;
	CHECK_EQ(info->si_code, SI_QUEUE);
	CHECK_EQ(info->si_pid, getpid());
	CHECK_EQ(info->si_uid, getuid());
	signals[count] = number - SIGRTMIN;
	values[count++] = info->si_value.sival_int;
}

int main(void)
{
	struct sigaction action = { .sa_sigaction = handle, .sa_flags = SA_SIGINFO };
	static const int sent[][2] = { { 2, 10 }, { 1, 20 }, { 2, 30 }, { 1, 40 }, { 1, 50 } };
	static const int wanted[][2] = { { 1, 20 }, { 1, 40 }, { 1, 50 }, { 2, 10 }, { 2, 30 } };
	sigset_t set;

	CHECK_EQ(sigfillset(&action.sa_mask), 0);
	CHECK_EQ(sigaction(SIGRTMIN + 1, &action, NULL), 0);
	CHECK_EQ(sigaction(SIGRTMIN + 2, &action, NULL), 0);
	CHECK_EQ(sigemptyset(&set), 0);
	CHECK_EQ(sigaddset(&set, SIGRTMIN + 1), 0);
	CHECK_EQ(sigaddset(&set, SIGRTMIN + 2), 0);
	CHECK_EQ(sigprocmask(SIG_BLOCK, &set, NULL), 0);
	for (size_t i = 0; i < 5; i++)
		CHECK_EQ(sigqueue(getpid(), SIGRTMIN + sent[i][0],
				  (union sigval){ .sival_int = sent[i][1] }), 0);
	CHECK_EQ(count, 0);
	CHECK_EQ(sigprocmask(SIG_UNBLOCK, &set, NULL), 0);
	CHECK_EQ(count, 5);
	for (size_t i = 0; i < 5; i++) {
		CHECK_EQ(signals[i], wanted[i][0]);
		CHECK_EQ(values[i], wanted[i][1]);
	}
}
