#define _GNU_SOURCE
#include <sys/auxv.h>
#include <errno.h>
#include <limits.h>
#include <unistd.h>

/* The bytes that Linux provides at the start, created on demand. */
static void *random_bytes(void)
{
	static char bytes[16];
	static int known;
	if (!known && getentropy(bytes, sizeof bytes)) return 0;
	known = 1;
	return bytes;
}

unsigned long __getauxval(unsigned long item)
{
	switch (item) {
	case AT_PAGESZ: return PAGE_SIZE;
	case AT_CLKTCK: return 100;
	case AT_UID: return getuid();
	case AT_EUID: return geteuid();
	case AT_GID: return getgid();
	case AT_EGID: return getegid();
	case AT_SECURE:
	case AT_HWCAP: return 0;
	case AT_RANDOM: return (unsigned long)random_bytes();
	}
	errno = ENOENT;
	return 0;
}

weak_alias(__getauxval, getauxval);
