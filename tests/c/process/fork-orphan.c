/* A process whose parent has ended gets another parent, and goes on. */
#include "../processes.h"

int main(void)
{
	int ends[2], start[2];
	pid_t parent;
	char byte;

	CHECK_EQ(pipe(ends), 0);
	CHECK_EQ(pipe(start), 0);
	parent = IN_CHILD({
		pid_t before = getpid();
		(void)IN_CHILD({
			close(start[1]);
			CHECK_EQ(read(start[0], &byte, 1), 0);
			while (getppid() == before)
				usleep(1000);
			CHECK_EQ(write(ends[1], "x", 1), 1);
		});
	});
	CHECK_EXIT(parent, 0);
	close(start[1]);
	close(ends[1]);
	CHECK_EQ(read(ends[0], &byte, 1), 1);
	CHECK_EQ(read(ends[0], &byte, 1), 0);
}
