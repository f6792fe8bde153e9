/* inotify, fanotify: flags and descriptors are checked first. */
#include "../check.h"
#include <sys/fanotify.h>
#include <sys/inotify.h>

int main(void)
{
	PUT("f", "");
	int fd = OPEN("f", O_RDONLY);

	CHECK_ERRNO(inotify_init1(99), EINVAL);
	CHECK_ERRNO(inotify_add_watch(-1, ".", IN_MODIFY), EBADF);
	CHECK_ERRNO(inotify_add_watch(fd, ".", IN_MODIFY), EINVAL);
	CHECK_ERRNO(inotify_add_watch(fd, ".", 0), EINVAL);
	CHECK_ERRNO(inotify_rm_watch(-1, 1), EBADF);
	CHECK_ERRNO(inotify_rm_watch(fd, 1), EINVAL);
	CHECK_ERRNO(fanotify_mark(-1, FAN_MARK_ADD, FAN_MODIFY, AT_FDCWD, "."), EBADF);
	CHECK_ERRNO(fanotify_mark(fd, FAN_MARK_ADD, FAN_MODIFY, AT_FDCWD, "."), EINVAL);
}
