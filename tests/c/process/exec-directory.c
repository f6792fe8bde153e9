/* The new program starts in the working directory of the old one. */
#include "../processes.h"
#include <sys/stat.h>

int main(int argc, char **argv)
{
	if (argc > 1) {
		CHECK_FILE("f", "in d");
		PUT("g", "new");
		return 0;
	}
	CHECK_EQ(mkdir("d", 0755), 0);
	PUT("f", "above");
	PUT("d/f", "in d");
	CHECK_EXIT(IN_CHILD({
		CHECK_EQ(chdir("d"), 0);
		execl("../self", "self", "again", (char *)NULL);
	}), 0);
	CHECK_FILE("d/g", "new");
}
