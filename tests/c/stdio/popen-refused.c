/* popen: there are no processes: NULL with an errno, nothing printed. */
#include "../check.h"

int main(void)
{
	errno = 0;
	CHECK(popen("echo x", "r") == NULL);
	CHECK(errno != 0);
}
