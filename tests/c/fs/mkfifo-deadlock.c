/* mkfifo: opening one end without the other fails instead of hanging. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	CHECK_EQ(mkfifo("p", 0600), 0);
	CHECK_ERRNO(open("p", O_RDONLY), EDEADLK);
	CHECK_ERRNO(open("p", O_WRONLY), EDEADLK);
}
