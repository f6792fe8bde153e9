/* process_vm_readv, process_vm_writev: within this process, and errors. */
#include "../check.h"
#include <sys/uio.h>

int main(void)
{
	char from[] = "hello, world", to[16] = "", rest[16] = "";
	struct iovec local[] = { { to, 3 }, { NULL, 0 }, { rest, 4 } };
	struct iovec remote[] = { { from, 5 }, { from + 5, 7 } };
	struct iovec other[] = { { rest, 2 } };
	pid_t self = getpid(), nobody = 1 << 23;

	CHECK_EQ(process_vm_readv(self, local, 3, remote, 2, 0), 7);
	CHECK_STR(to, "hel");
	CHECK_STR(rest, "lo, ");
	CHECK_EQ(process_vm_writev(self, remote, 1, other, 1, 0), 2);
	CHECK_STR(rest, "he, ");
	CHECK_EQ(process_vm_readv(nobody, NULL, 0, NULL, 0, 0), 0);
	CHECK_ERRNO(process_vm_readv(nobody, local, 1, remote, 1, 0), ESRCH);
	CHECK_ERRNO(process_vm_readv(self, local, 1, remote, 1, 1), EINVAL);
	CHECK_ERRNO(process_vm_writev(self, local, 2000, remote, 1, 0), EINVAL);
}
