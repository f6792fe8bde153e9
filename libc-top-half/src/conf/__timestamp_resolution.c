#include <errno.h>
#include <unistd.h>

long __fpathconf_plain(int, int);

/* Upstream's fpathconf, and its missing name: times are kept in nanoseconds. */
long pathconf(const char *path, int name)
{
	return name == _PC_TIMESTAMP_RESOLUTION ? 1 : __fpathconf_plain(-1, name);
}

long fpathconf(int fd, int name)
{
	if (fd < 0) {
		errno = EBADF;
		return -1;
	}
	return pathconf(0, name);
}
