#include <unistd.h>
#include <wasi/libc-environ.h>

void __wasilibc_maybe_reinitialize_environ_eagerly(void)
{
	/* environ can be read without any call of ours, so it may never be missing. */
	__wasilibc_ensure_environ();
}
