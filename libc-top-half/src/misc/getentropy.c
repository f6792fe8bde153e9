/* Upstream disables cancellation around getrandom. No system call is a cancellation point here. */
#define _BSD_SOURCE
#include <errno.h>
#include <unistd.h>
#include "syscall.h"

int __getentropy(void *buf, size_t len)
{
	unsigned char *p = buf;
	if (len > 256) return __syscall_ret(-EIO);
	while (len) {
		long n = syscall(SYS_getrandom, p, len, 0);
		if (n < 0) {
			if (errno == EINTR) continue;
			return -1;
		}
		p += n;
		len -= n;
	}
	return 0;
}

weak_alias(__getentropy, getentropy);
