/* sigaltstack: a handler under SA_ONSTACK runs on that stack, and only such a one; nested
 * handlers stay on it; it cannot be changed there; a jump out of the handler leaves it. */
#include "../check.h"
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>

static _Alignas(16) char room[65536];
static volatile int depth, inside, inner_inside;
static jmp_buf out;

/* Where the stack is. */
__attribute__((noinline)) static int on_it(void)
{
	volatile char here[32];

	here[0] = 0;
	return (uintptr_t)here >= (uintptr_t)room && (uintptr_t)here < (uintptr_t)room + sizeof room;
}

static void handle(int number)
{
	stack_t now, other = { .ss_sp = room, .ss_size = sizeof room };
	char more[1000];

	memset(more, number, sizeof more);
	depth++;
	inside = on_it();
	CHECK_EQ(sigaltstack(NULL, &now), 0);
	CHECK_EQ(now.ss_flags, SS_ONSTACK);
	CHECK_ERRNO(sigaltstack(&other, NULL), EPERM);
	if (number == SIGUSR1)
		raise(SIGUSR2);
	if (number == SIGTERM)
		longjmp(out, 1);
	CHECK_EQ(more[999], number);
}

static void inner(int number)
{
	char more[2000];

	memset(more, number, sizeof more);
	depth++;
	inner_inside = on_it();
}

static void off(int number)
{
	(void)number;
	inside = on_it();
}

static void set(int number, void (*handler)(int), int flags)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = flags };

	CHECK_EQ(sigaction(number, &action, NULL), 0);
}

int main(void)
{
	stack_t stack = { .ss_sp = room, .ss_size = sizeof room }, now;
	char mine[100];

	memset(mine, 7, sizeof mine);
	set(SIGUSR1, handle, SA_ONSTACK);
	set(SIGUSR2, inner, SA_ONSTACK);
	set(SIGTERM, handle, SA_ONSTACK);
	set(SIGHUP, off, 0);
	CHECK_EQ(sigaltstack(&stack, NULL), 0);

	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK_EQ(depth, 2);
	CHECK(inside && inner_inside && !on_it());
	CHECK_EQ(sigaltstack(NULL, &now), 0);
	CHECK_EQ(now.ss_flags, 0);

	CHECK_EQ(raise(SIGHUP), 0);
	CHECK(!inside);

	for (int i = 0; i < 100; i++) {
		if (setjmp(out) == 0) {
			raise(SIGTERM);
			CHECK(!"reached");
		}
		sigset_t all;
		sigfillset(&all);
		CHECK_EQ(sigprocmask(SIG_UNBLOCK, &all, NULL), 0);
		CHECK(inside && !on_it());
		CHECK_EQ(sigaltstack(NULL, &now), 0);
		CHECK_EQ(now.ss_flags, 0);
	}
	CHECK_EQ(mine[99], 7);

	stack.ss_flags = SS_DISABLE;
	CHECK_EQ(sigaltstack(&stack, NULL), 0);
	set(SIGUSR1, off, SA_ONSTACK);
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK(!inside);
	/* Old programs ask for it by this flag. */
	stack.ss_flags = SS_ONSTACK;
	CHECK_EQ(sigaltstack(&stack, NULL), 0);
	CHECK_EQ(raise(SIGUSR1), 0);
	CHECK(inside);
}
