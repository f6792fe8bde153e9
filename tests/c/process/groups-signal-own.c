/* kill(0) reaches each process of the group, and none of another. */
#include "../processes.h"

static void waits(void)
{
	for (;;)
		sleep(100);
}

int main(void)
{
	int told[2], hold[2];
	pid_t group, other;
	char byte;

	CHECK_EQ(pipe(told), 0);
	CHECK_EQ(pipe(hold), 0);
	group = IN_CHILD({
		CHECK_EQ(setpgid(0, 0), 0);
		(void)IN_CHILD(waits());
		(void)IN_CHILD((void)IN_CHILD(waits()); waits());
		other = IN_CHILD({
			CHECK_EQ(setpgid(0, 0), 0);
			close(hold[1]);
			pid_t own = getpid();
			CHECK_EQ(write(told[1], &own, sizeof own), sizeof own);
			close(told[1]);
			waits();
		});
		close(told[1]);
		/* After the other has left the group. */
		while (getpgid(other) != other)
			usleep(1000);
		kill(0, SIGTERM);
	});
	close(told[1]);
	close(hold[1]);
	CHECK_EQ(read(told[0], &other, sizeof other), sizeof other);
	CHECK_KILLED(group, SIGTERM);
	/* The others of the group have it as long as they live. */
	CHECK_EQ(read(hold[0], &byte, 1), 0);
	CHECK_EQ(getpgid(other), other);
	CHECK_EQ(killpg(other, SIGKILL), 0);
	CHECK_EQ(read(told[0], &byte, 1), 0);
}
