#include <unistd.h>
#include <wasi/libc-environ.h>

char **__wasilibc_get_environ(void)
{
	__wasilibc_ensure_environ();
	return __environ;
}
