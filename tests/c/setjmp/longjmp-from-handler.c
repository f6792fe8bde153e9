/* longjmp out of a signal handler, also of one that interrupts another. */
#include "../check.h"
#include <setjmp.h>
#include <signal.h>

static sigjmp_buf back;
static volatile sig_atomic_t nested;

static void inner(int number)
{
	nested++;
	siglongjmp(back, number);
}

static void outer(int number)
{
	(void)number;
	nested++;
	raise(SIGUSR2);
	CHECK(!"the handler came back");
}

int main(void)
{
	volatile int arrived = 0;
	sigset_t now;

	CHECK(signal(SIGUSR1, outer) != SIG_ERR);
	CHECK(signal(SIGUSR2, inner) != SIG_ERR);
	for (int i = 0; i < 1000; i++) {
		int number = sigsetjmp(back, 1);

		if (number == 0)
			raise(SIGUSR1);
		CHECK_EQ(number, SIGUSR2);
		arrived++;
	}
	CHECK_EQ(arrived, 1000);
	CHECK_EQ(nested, 2000);
	CHECK_EQ(sigprocmask(SIG_BLOCK, NULL, &now), 0);
	CHECK_EQ(sigismember(&now, SIGUSR1), 0);
	CHECK_EQ(sigismember(&now, SIGUSR2), 0);
	/* abort cannot be held up, but its handler may leave. */
	CHECK(signal(SIGABRT, inner) != SIG_ERR);
	if (sigsetjmp(back, 1) == 0)
		abort();
	CHECK_EQ(nested, 2001);
}
