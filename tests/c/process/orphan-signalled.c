/* An orphan can be signalled by its number, and is gone afterwards. */
#include "../processes.h"

int main(void)
{
	int ends[2], hold[2];
	pid_t orphan;
	char byte;

	CHECK_EQ(pipe(ends), 0);
	CHECK_EQ(pipe(hold), 0);
	CHECK_EXIT(IN_CHILD({
		orphan = IN_CHILD({
			close(ends[0]);
			close(ends[1]);
			for (;;)
				sleep(100);
		});
		CHECK_EQ(write(ends[1], &orphan, sizeof orphan), sizeof orphan);
	}), 0);
	CHECK_EQ(read(ends[0], &orphan, sizeof orphan), sizeof orphan);
	CHECK_EQ(kill(orphan, 0), 0);
	CHECK_EQ(getpgid(orphan), getpgrp());
	CHECK_EQ(kill(orphan, SIGKILL), 0);
	/* It has the other end as long as it lives. */
	close(hold[1]);
	CHECK_EQ(read(hold[0], &byte, 1), 0);
}
