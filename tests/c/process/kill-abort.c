/* The parent of a process that aborts sees SIGABRT. */
#include "../processes.h"

int main(void)
{
	CHECK_KILLED(IN_CHILD({
		fputs("abort comes\n", stderr);
		abort();
	}), SIGABRT);
}
