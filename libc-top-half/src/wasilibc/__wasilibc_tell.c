#include <unistd.h>
#include <wasi/libc.h>

off_t __wasilibc_tell(int fd)
{
	return lseek(fd, 0, SEEK_CUR);
}
