/* Direct host calls and the library share the same descriptors. */
#include "check.h"
#include <wasi/api.h>

int main(void)
{
	__wasi_prestat_t prestat;
	__wasi_fdstat_t fdstat;
	__wasi_fd_t fd;
	size_t written;
	char name[16] = "";

	CHECK_EQ(__wasi_fd_prestat_get(3, &prestat), __WASI_ERRNO_SUCCESS);
	CHECK_EQ(prestat.tag, __WASI_PREOPENTYPE_DIR);
	CHECK_EQ(prestat.u.dir.pr_name_len, 1);
	CHECK_EQ(__wasi_fd_prestat_dir_name(3, (uint8_t *)name, 1), 0);
	CHECK_STR(name, "/");
	CHECK_EQ(__wasi_fd_prestat_get(1000, &prestat), __WASI_ERRNO_BADF);

	CHECK_EQ(__wasi_path_open(3, 0, "file", __WASI_OFLAGS_CREAT,
				  __WASI_RIGHTS_FD_WRITE | __WASI_RIGHTS_FD_READ |
					  __WASI_RIGHTS_FD_SEEK | __WASI_RIGHTS_FD_TELL,
				  0, 0, &fd), 0);
	__wasi_ciovec_t text = { (const uint8_t *)"direct", 6 };
	CHECK_EQ(__wasi_fd_write(fd, &text, 1, &written), 0);
	CHECK_EQ(written, 6);
	CHECK_EQ(write((int)fd, " and not", 8), 8);
	CHECK_EQ(__wasi_fd_fdstat_get(fd, &fdstat), 0);
	CHECK_EQ(fdstat.fs_filetype, __WASI_FILETYPE_REGULAR_FILE);
	CHECK_EQ(close((int)fd), 0);
	CHECK_EQ(__wasi_fd_close(fd), __WASI_ERRNO_BADF);
	CHECK_FILE("file", "direct and not");
	return 0;
}
