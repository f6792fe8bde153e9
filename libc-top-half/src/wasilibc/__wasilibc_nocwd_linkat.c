#include <unistd.h>
#include <wasi/libc-nocwd.h>

int __wasilibc_nocwd_linkat(int fromfd, const char *from, int tofd, const char *to, int flags)
{
	return linkat(fromfd, from, tofd, to, flags);
}
