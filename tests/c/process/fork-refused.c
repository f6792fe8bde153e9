/* fork, execv: there are no processes on WASI: an error, nothing half done. */
#include "../check.h"

int main(void)
{
	char *arguments[] = { "x", NULL };

	CHECK_ERRNO(fork(), ENOSYS);
	CHECK(execv("x", arguments) == -1);
}
