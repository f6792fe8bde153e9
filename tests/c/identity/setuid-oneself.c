/* setuid, setgid, seteuid, setegid: changing to the current user works. */
#include "../check.h"

int main(void)
{
	uid_t uid = getuid();
	gid_t gid = getgid();

	CHECK_EQ(setgid(gid), 0);
	CHECK_EQ(setegid(gid), 0);
	CHECK_EQ(setuid(uid), 0);
	CHECK_EQ(seteuid(uid), 0);
	CHECK_EQ(getuid(), uid);
	CHECK_EQ(geteuid(), uid);
	CHECK_EQ(getgid(), gid);
	CHECK_EQ(getegid(), gid);
}
