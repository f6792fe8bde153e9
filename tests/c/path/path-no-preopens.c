/* Preopens: without any, paths are ENOENT, and the standard streams work. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;

	CHECK_ERRNO(open("f", O_RDONLY), ENOENT);
	CHECK_ERRNO(open("/f", O_RDONLY), ENOENT);
	CHECK_ERRNO(open("f", O_WRONLY | O_CREAT, 0666), ENOENT);
	CHECK_ERRNO(stat("f", &st), ENOENT);
	CHECK_ERRNO(mkdir("d", 0777), ENOENT);
	CHECK_EQ(write(1, "ok\n", 3), 3);
}
