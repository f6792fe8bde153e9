/* sigaction: under SA_NODEFER a handler can be called inside itself. */
#include "../check.h"
#include <signal.h>

static volatile sig_atomic_t depth, deepest;

static void handle(int number)
{
	depth++;
	if (depth > deepest)
		deepest = depth;
	if (depth < 5)
		CHECK_EQ(raise(number), 0);
	depth--;
}

int main(void)
{
	struct sigaction action = { .sa_handler = handle, .sa_flags = SA_NODEFER };

	CHECK_EQ(sigaction(SIGUSR1, &action, NULL), 0);
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK_EQ(deepest, 5);
	CHECK_EQ(depth, 0);
}
