/* strerror: a message for every errno that POSIX names, different ones, and for an unknown one. */
#include "../check.h"

int main(void)
{
	int all[] = { EPERM, ENOENT, EINTR, EIO, EBADF, EAGAIN, ENOMEM, EACCES, EEXIST,
		      EXDEV, ENOTDIR, EISDIR, EINVAL, EMFILE, ENOTTY, EFBIG, ENOSPC,
		      ESPIPE, EROFS, EMLINK, EPIPE, EDOM, ERANGE, ENAMETOOLONG, ENOSYS,
		      ENOTEMPTY, ELOOP, EOVERFLOW, EILSEQ, ENOTSUP, ETIMEDOUT, ECANCELED };
	int n = sizeof all / sizeof *all;
	char messages[40][80];

	for (int i = 0; i < n; i++) {
		strcpy(messages[i], strerror(all[i]));
		CHECK(messages[i][0] != '\0');
		for (int j = 0; j < i; j++)
			CHECK(strcmp(messages[i], messages[j]) != 0);
	}
	CHECK_STR(strerror(ENOENT), "No such file or directory");
	CHECK_STR(strerror(EINVAL), "Invalid argument");
	CHECK(strerror(9999) != NULL);
}
