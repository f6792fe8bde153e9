/* feof: not before a read hits the end; sticky until cleared. */
#include "../check.h"

int main(void)
{
	PUT("f", "a");
	FILE *f = fopen("f", "r");
	CHECK(f != NULL);
	CHECK_EQ(fgetc(f), 'a');
	CHECK(!feof(f));
	CHECK_EQ(fgetc(f), EOF);
	CHECK(feof(f));
	int fd = OPEN("f", O_WRONLY | O_APPEND);
	CHECK_EQ(write(fd, "b", 1), 1);
	CHECK_EQ(close(fd), 0);
	CHECK_EQ(fgetc(f), EOF);
	clearerr(f);
	CHECK(!feof(f));
	CHECK_EQ(fgetc(f), 'b');
	CHECK_EQ(fclose(f), 0);
}
