/* mount, umount2, chroot, swapon, setns, name_to_handle_at: wrong arguments are
 * reported before missing privileges. */
#include "../check.h"
#include <sched.h>
#include <sys/mount.h>
#include <sys/swap.h>

int main(void)
{
	static char path[5000];
	struct {
		struct file_handle handle;
		char room[64];
	} h = { { 0 } };
	int id;

	memset(path, 'a', sizeof path - 1);
	PUT("f", "");
	CHECK_ERRNO(mount("a", "none", "tmpfs", 0, NULL), ENOENT);
	CHECK_ERRNO(mount("a", "f/x", "tmpfs", 0, NULL), ENOTDIR);
	CHECK_ERRNO(mount("a", path, "tmpfs", 0, NULL), ENAMETOOLONG);
	CHECK_ERRNO(umount2("none", 0), ENOENT);
	CHECK_ERRNO(umount("none"), ENOENT);
	CHECK_ERRNO(umount2(".", 0x100), EINVAL);
	CHECK_ERRNO(chroot("none"), ENOENT);
	CHECK_ERRNO(chroot("f"), ENOTDIR);
	CHECK_ERRNO(chroot(path), ENAMETOOLONG);
	CHECK_ERRNO(swapon("none", 1 << 30), EINVAL);
	CHECK_ERRNO(setns(-1, 0), EBADF);
	CHECK_ERRNO(setns(OPEN("f", O_RDONLY), 0), EINVAL);
	CHECK_ERRNO(name_to_handle_at(AT_FDCWD, "none", &h.handle, &id, 0), ENOENT);
	CHECK_ERRNO(name_to_handle_at(-1, "f", &h.handle, &id, 0), EBADF);
	CHECK_ERRNO(name_to_handle_at(AT_FDCWD, "f", &h.handle, &id, 0x8), EINVAL);
}
