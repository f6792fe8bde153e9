/* As in a shell: the standard streams of a child are others, and those of the parent stay. */
#include "../processes.h"

int main(void)
{
	char text[16] = "";
	int saved = dup(1);

	PUT("in", "input");
	CHECK_EXIT(IN_CHILD({
		CHECK_EQ(dup2(OPEN("in", O_RDONLY), 0), 0);
		CHECK_EQ(dup2(open("out", O_WRONLY | O_CREAT, 0644), 1), 1);
		CHECK_EQ(read(0, text, sizeof text), 5);
		CHECK(printf("%s twice %s\n", text, text) > 0);
		CHECK_EQ(fflush(stdout), 0);
		CHECK_EXIT(IN_CHILD({
			CHECK_EQ(dup2(saved, 1), 1);
			CHECK(puts("through the first") >= 0);
			CHECK_EQ(fflush(stdout), 0);
		}), 0);
	}), 0);
	CHECK_EQ(read(0, text, sizeof text), 0);
	CHECK(puts("last") >= 0);
	CHECK_EQ(fflush(stdout), 0);
	CHECK_FILE("out", "input twice input\n");
}
