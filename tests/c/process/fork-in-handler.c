/* A handler may fork. */
#include "../processes.h"

static volatile pid_t child;

static void handler(int number)
{
	child = fork();
	if (child == 0)
		_exit(number);
}

int main(void)
{
	signal(SIGUSR1, handler);
	raise(SIGUSR1);
	CHECK_EXIT(child, SIGUSR1);
}
