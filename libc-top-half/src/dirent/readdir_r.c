/* Upstream copies d_reclen bytes, but struct dirent has no such member here. The error is the
 * result; errno does not change. */
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include "__dirent.h"

int readdir_r(DIR *restrict dir, struct dirent *restrict buf, struct dirent **restrict result)
{
	int old = errno;
	errno = 0;
	struct dirent *de = readdir(dir);
	int err = errno;
	errno = old;
	*result = 0;
	if (!de) return err;

	size_t n = strlen(de->d_name) + 1;
	if (n > sizeof buf->d_name) return EOVERFLOW;
	memcpy(buf, de, offsetof(struct dirent, d_name) + n);
	*result = buf;
	return 0;
}
