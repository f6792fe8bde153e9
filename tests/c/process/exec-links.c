/* exec follows symbolic links. */
#include "../processes.h"
#include <sys/stat.h>

int main(int argc, char **argv)
{
	if (argc > 1)
		return argv[1][0];
	CHECK_EQ(mkdir("d", 0755), 0);
	CHECK_EQ(symlink("../self", "d/relative"), 0);
	CHECK_EQ(symlink("d", "e"), 0);
	CHECK_EXIT(IN_CHILD(execl("d/relative", "x", "a", (char *)NULL)), 'a');
	CHECK_EXIT(IN_CHILD(execl("e/relative", "x", "b", (char *)NULL)), 'b');
	CHECK_EXIT(IN_CHILD(execl("e/../self", "x", "d", (char *)NULL)), 'd');
}
