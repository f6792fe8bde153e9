/* kill(-1) reaches each process of the program but the caller. */
#include "../processes.h"

int main(void)
{
	pid_t children[3];

	CHECK_ERRNO(kill(-1, SIGKILL), ESRCH);
	for (int i = 0; i < 3; i++)
		children[i] = IN_CHILD({
			if (i == 2)
				CHECK_EQ(setsid(), getpid());
			for (;;)
				sleep(100);
		});
	CHECK_EQ(kill(-1, 0), 0);
	CHECK_EQ(kill(-1, SIGKILL), 0);
	for (int i = 0; i < 3; i++)
		CHECK_KILLED(children[i], SIGKILL);
	CHECK_ERRNO(kill(-1, SIGKILL), ESRCH);
}
