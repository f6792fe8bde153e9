/* Only processes of the program can be signalled or looked at. */
#define _GNU_SOURCE
#include "../processes.h"

int main(void)
{
	pid_t parent = getppid();
	const pid_t strangers[] = { 1, parent, 1 << 21, 0x7fffffff };

	CHECK(parent > 1);
	for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++) {
		pid_t stranger = strangers[i];
		CHECK_ERRNO(kill(stranger, 0), ESRCH);
		CHECK_ERRNO(kill(stranger, SIGKILL), ESRCH);
		CHECK_ERRNO(getpgid(stranger), ESRCH);
		CHECK_ERRNO(getsid(stranger), ESRCH);
		CHECK_ERRNO(setpgid(stranger, 0), ESRCH);
	}
	CHECK_ERRNO(kill(-1 - 0x7fffffff, SIGKILL), ESRCH);
	CHECK_ERRNO(kill(-0x7fffffff, SIGKILL), ESRCH);
	CHECK_EXIT(IN_CHILD({
		CHECK_EQ(kill(getppid(), 0), 0);
		CHECK_ERRNO(kill(parent, SIGKILL), ESRCH);
		CHECK_EQ(setpgid(0, 0), 0);
		CHECK_ERRNO(setpgid(0, 1), EPERM);
	}), 0);
}
