/* setreuid, setresuid and the same for groups: -1 leaves a number unchanged. */
#include "../check.h"

int main(void)
{
	uid_t uid = getuid();
	gid_t gid = getgid();

	CHECK_EQ(setreuid(-1, -1), 0);
	CHECK_EQ(setreuid(uid, -1), 0);
	CHECK_EQ(setreuid(-1, uid), 0);
	CHECK_EQ(setregid(-1, -1), 0);
	CHECK_EQ(setregid(gid, gid), 0);
	CHECK_EQ(setresuid(-1, -1, -1), 0);
	CHECK_EQ(setresuid(-1, uid, -1), 0);
	CHECK_EQ(setresgid(-1, -1, -1), 0);
	CHECK_EQ(setresgid(gid, -1, gid), 0);
	CHECK_EQ(geteuid(), uid);
	CHECK_EQ(getegid(), gid);
}
