#define _BSD_SOURCE
#include <stdlib.h>
#include "atomic.h"
#include "syscall.h"

/* Straight from the host: there is no state that a snapshot of the memory could
 * repeat. It may not fail, so a failure of the host traps. */
void arc4random_buf(void *buf, size_t len)
{
	unsigned char *p = buf;
	while (len) {
		long n = __syscall(SYS_getrandom, p, len, 0);
		if (n <= 0) a_crash();
		p += n;
		len -= n;
	}
}
