/* getpwnam, getgrouplist, getspnam and the iterators: from the files of /etc. */
#include "../check.h"
#include <grp.h>
#include <pwd.h>
#include <shadow.h>

int main(void)
{
	struct passwd entry, *user = getpwnam("grace");
	struct group told, *group;
	char buffer[256];
	int n = 0;

	CHECK(user != NULL);
	CHECK_EQ(user->pw_uid, 1001);
	CHECK_EQ(user->pw_gid, 100);
	CHECK_STR(user->pw_gecos, "Grace Hopper");
	CHECK_STR(user->pw_dir, "/home/grace");
	CHECK_STR(user->pw_shell, "/bin/cobol");
	CHECK_STR(getpwuid(0)->pw_name, "root");
	errno = 0;
	CHECK(getpwnam("nobody-here") == NULL && errno == 0);
	/* The environment defines the user only if there are no files. */
	CHECK(getpwnam("ada") == NULL);
	while (getpwent() != NULL)
		n++;
	CHECK_EQ(n, 2);
	endpwent();

	CHECK_EQ(getpwnam_r("grace", &entry, buffer, sizeof buffer, &user), 0);
	CHECK(user == &entry);
	CHECK_STR(entry.pw_name, "grace");
	CHECK_EQ(getpwnam_r("grace", &entry, buffer, 8, &user), ERANGE);
	CHECK(user == NULL);
	CHECK_EQ(getpwuid_r(7, &entry, buffer, sizeof buffer, &user), 0);
	CHECK(user == NULL);

	group = getgrnam("crew");
	CHECK(group != NULL);
	CHECK_EQ(group->gr_gid, 7);
	CHECK_STR(group->gr_mem[0], "root");
	CHECK_STR(group->gr_mem[1], "grace");
	CHECK(group->gr_mem[2] == NULL);
	CHECK_EQ(getgrgid_r(100, &told, buffer, sizeof buffer, &group), 0);
	CHECK(group == &told);
	CHECK_STR(told.gr_name, "users");
	CHECK_EQ(getgrgid_r(100, &told, buffer, 4, &group), ERANGE);
	CHECK_EQ(getgrnam_r("none", &told, buffer, sizeof buffer, &group), 0);
	CHECK(group == NULL);

	gid_t groups[8];
	n = 8;
	CHECK_EQ(getgrouplist("grace", 100, groups, &n), 3);
	CHECK_EQ(n, 3);
	CHECK(groups[0] == 100 && groups[1] == 7 && groups[2] == 8);
	n = 2;
	CHECK_EQ(getgrouplist("grace", 100, groups, &n), -1);
	CHECK_EQ(n, 3);

	struct spwd *shadow = getspnam("grace");
	CHECK(shadow != NULL);
	CHECK_STR(shadow->sp_pwdp, "*");
	CHECK_EQ(shadow->sp_lstchg, 19000);
	CHECK(getspnam("ada") == NULL);
}
