#include <unistd.h>
#include <wasi/libc-environ.h>

void __wasilibc_ensure_environ(void)
{
	if (!__environ) __wasilibc_initialize_environ();
}
