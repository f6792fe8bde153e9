/* sigaltstack: returns the stack that was set; ENOMEM for a stack that is too small,
 * EINVAL for flags. */
#include "../check.h"
#include <signal.h>

static char room[65536];
static volatile sig_atomic_t handled;

static void handle(int number)
{
	(void)number;
	handled = 1;
}

int main(void)
{
	struct sigaction action = { .sa_handler = handle, .sa_flags = SA_ONSTACK };
	stack_t stack = { .ss_sp = room, .ss_size = sizeof room }, old;

	CHECK_EQ(sigaltstack(NULL, &old), 0);
	CHECK_EQ(old.ss_flags, SS_DISABLE);
	CHECK_EQ(sigaltstack(&stack, NULL), 0);
	CHECK_EQ(sigaltstack(NULL, &old), 0);
	CHECK(old.ss_sp == room);
	CHECK_EQ(old.ss_size, sizeof room);
	CHECK_EQ(old.ss_flags, 0);
	CHECK_EQ(sigaction(SIGUSR1, &action, NULL), 0);
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK_EQ(handled, 1);
	stack.ss_size = 64;
	CHECK_ERRNO(sigaltstack(&stack, NULL), ENOMEM);
	stack.ss_flags = 64;
	stack.ss_size = sizeof room;
	CHECK_ERRNO(sigaltstack(&stack, NULL), EINVAL);
	stack.ss_flags = SS_DISABLE;
	CHECK_EQ(sigaltstack(&stack, NULL), 0);
	CHECK_EQ(sigaltstack(NULL, &old), 0);
	CHECK_EQ(old.ss_flags, SS_DISABLE);
}
