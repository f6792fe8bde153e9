/* select: files are ready; the sets keep only the ready ones, and the result counts
 * all of them. */
#include "../check.h"
#include <sys/select.h>

int main(void)
{
	fd_set in, out;

	PUT("f", "x");
	int a = OPEN("f", O_RDONLY), b = OPEN("f", O_WRONLY);
	FD_ZERO(&in);
	FD_ZERO(&out);
	FD_SET(a, &in);
	FD_SET(b, &out);
	struct timeval wait = { 10, 0 };
	int top = (a > b ? a : b) + 1;
	CHECK_EQ(select(top, &in, &out, NULL, &wait), 2);
	CHECK(FD_ISSET(a, &in));
	CHECK(FD_ISSET(b, &out));
	CHECK(!FD_ISSET(b, &in));
	CHECK_EQ(close(a), 0);
	CHECK_EQ(close(b), 0);
}
