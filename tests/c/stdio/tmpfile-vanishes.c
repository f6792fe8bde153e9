/* tmpfile: can be written and read, and has no name. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	char got[8] = "";
	struct stat st;
	FILE *f = tmpfile();

	CHECK(f != NULL);
	CHECK(fputs("abc", f) >= 0);
	rewind(f);
	CHECK(fgets(got, sizeof got, f) != NULL);
	CHECK_STR(got, "abc");
	CHECK_EQ(fstat(fileno(f), &st), 0);
	CHECK_EQ(st.st_nlink, 0);
	CHECK_EQ(st.st_size, 3);
	CHECK_EQ(fclose(f), 0);
}
