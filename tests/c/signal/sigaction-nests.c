/* sigaction: a handler is interrupted by the signals that its mask leaves open. */
#include "../check.h"
#include <signal.h>

static char order[16];
static volatile size_t length;

static void outer(int number)
{
	(void)number;
	order[length++] = '(';
	CHECK_EQ(raise(SIGUSR2), 0);
	order[length++] = ')';
}

static void inner(int number)
{
	(void)number;
	order[length++] = 'i';
}

int main(void)
{
	struct sigaction action = { .sa_handler = outer };

	CHECK(signal(SIGUSR2, inner) == SIG_DFL);
	CHECK_EQ(sigaction(SIGUSR1, &action, NULL), 0);
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK_EQ(sigaddset(&action.sa_mask, SIGUSR2), 0);
	CHECK_EQ(sigaction(SIGUSR1, &action, NULL), 0);
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK_STR(order, "(i)()i");
}
