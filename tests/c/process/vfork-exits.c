/* vfork: the child only exits. */
#include "../processes.h"

int main(void)
{
	pid_t child = vfork();

	if (child == 0)
		_exit(5);
	CHECK_EXIT(child, 5);
}
