#include <unistd.h>
#include <wasi/libc-environ.h>

void __wasilibc_deinitialize_environ(void)
{
	__environ = 0;
}
