/* pipe: carries the output of stdio at one end to stdio at the other. */
#include "../check.h"

int main(void)
{
	int fd[2];
	char line[32];

	CHECK_EQ(pipe(fd), 0);
	FILE *in = fdopen(fd[0], "r"), *out = fdopen(fd[1], "w");
	CHECK(in && out);
	CHECK_EQ(fprintf(out, "%s %d\n", "line", 1), 7);
	CHECK_EQ(fprintf(out, "%s %d\n", "line", 2), 7);
	CHECK_EQ(fclose(out), 0);
	CHECK(fgets(line, sizeof line, in));
	CHECK_STR(line, "line 1\n");
	CHECK(fgets(line, sizeof line, in));
	CHECK_STR(line, "line 2\n");
	CHECK(!fgets(line, sizeof line, in));
	CHECK(feof(in));
	CHECK_EQ(fclose(in), 0);
}
