/* pthread_kill: the handler runs before the call returns; EINVAL is returned. */
#include "../check.h"
#include <pthread.h>
#include <signal.h>

static volatile sig_atomic_t seen;

static void handle(int number)
{
	seen = number;
}

int main(void)
{
	CHECK(signal(SIGUSR1, handle) == SIG_DFL);
	CHECK_EQ(pthread_kill(pthread_self(), SIGUSR1), 0);
	CHECK_EQ(seen, SIGUSR1);
	CHECK_EQ(pthread_kill(pthread_self(), 0), 0);
	CHECK_EQ(pthread_kill(pthread_self(), 999), EINVAL);
}
