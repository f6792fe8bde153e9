#include <unistd.h>
#include <wasi/libc-environ.h>

void __wasilibc_maybe_reinitialize_environ_eagerly(void)
{
	/* environ can be read without a call of ours, so it must always be there. */
	__wasilibc_ensure_environ();
}
