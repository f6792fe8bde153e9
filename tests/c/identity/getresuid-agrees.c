/* getresuid, getresgid: real, effective and saved number, as getuid and similar calls
 * return them. */
#include "../check.h"

int main(void)
{
	uid_t ruid = 7, euid = 7, suid = 7;
	gid_t rgid = 7, egid = 7, sgid = 7;

	CHECK_EQ(getresuid(&ruid, &euid, &suid), 0);
	CHECK_EQ(ruid, getuid());
	CHECK_EQ(euid, geteuid());
	CHECK_EQ(suid, euid);
	CHECK_EQ(getresgid(&rgid, &egid, &sgid), 0);
	CHECK_EQ(rgid, getgid());
	CHECK_EQ(egid, getegid());
	CHECK_EQ(sgid, egid);
}
