/* popen, posix_spawn: refused; nothing is left open. */
#include "../check.h"
#include <spawn.h>

int main(void)
{
	char *arguments[] = { "x", NULL };
	pid_t pid = -7;

	CHECK_NULL(popen("true", "r"), ENOSYS);
	CHECK_NULL(popen("true", "w"), ENOSYS);
	CHECK_NULL(popen("true", "x"), EINVAL);
	CHECK_EQ(posix_spawn(&pid, "x", NULL, NULL, arguments, NULL), ENOSYS);
	CHECK_EQ(posix_spawnp(&pid, "x", NULL, NULL, arguments, NULL), ENOSYS);
	CHECK_EQ(pid, -7);
	/* No number was used. */
	int first = OPEN("file", O_RDWR | O_CREAT);
	CHECK_EQ(close(first), 0);
	popen("true", "r");
	CHECK_EQ(OPEN("file", O_RDWR), first);
}
