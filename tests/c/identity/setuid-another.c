/* setuid, setgid and similar calls: changing to another user is not
 * permitted. */
#include "../check.h"

int main(void)
{
	uid_t uid = getuid();
	gid_t gid = getgid();

	CHECK_ERRNO(setuid(0), EPERM);
	CHECK_ERRNO(seteuid(uid + 1), EPERM);
	CHECK_ERRNO(setreuid(uid, 0), EPERM);
	CHECK_ERRNO(setresuid(-1, -1, 0), EPERM);
	CHECK_ERRNO(setgid(0), EPERM);
	CHECK_ERRNO(setegid(gid + 1), EPERM);
	CHECK_ERRNO(setregid(0, gid), EPERM);
	CHECK_ERRNO(setresgid(0, -1, -1), EPERM);
	CHECK_EQ(getuid(), uid);
	CHECK_EQ(getegid(), gid);
}
