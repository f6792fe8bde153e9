/* fclose and fflush: report a write that failed: EOF and EBADF. */
#include "../check.h"

int main(void)
{
	FILE *f = fopen("f", "w");

	CHECK(f != NULL);
	CHECK(fputs("lost", f) >= 0);
	CHECK_EQ(close(fileno(f)), 0);
	errno = 0;
	CHECK_EQ(fflush(f), EOF);
	CHECK_EQ(errno, EBADF);
	CHECK(ferror(f));
	errno = 0;
	CHECK_EQ(fclose(f), EOF);
	CHECK_EQ(errno, EBADF);
	CHECK_FILE("f", "");
}
