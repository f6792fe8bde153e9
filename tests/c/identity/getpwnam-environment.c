/* getpwnam, getpwent, getgrnam, getlogin: without files, the user of the environment. */
#include "../check.h"
#include <grp.h>
#include <pwd.h>

int main(void)
{
	struct passwd *user = getpwuid(getuid());
	char name[32];

	CHECK(user != NULL);
	CHECK_STR(user->pw_name, "ada");
	CHECK_EQ(user->pw_gid, getgid());
	CHECK_STR(user->pw_dir, "/home/ada");
	CHECK_STR(user->pw_shell, "/bin/sh");
	user = getpwnam("ada");
	CHECK(user != NULL);
	CHECK_EQ(user->pw_uid, getuid());
	errno = 0;
	CHECK(getpwnam("root") == NULL && errno == 0);
	CHECK(getpwuid(getuid() + 1) == NULL && errno == 0);

	setpwent();
	user = getpwent();
	CHECK(user != NULL);
	CHECK_STR(user->pw_name, "ada");
	CHECK(getpwent() == NULL);
	setpwent();
	CHECK(getpwent() != NULL);
	endpwent();

	struct group *group = getgrgid(getgid());
	CHECK(group != NULL);
	CHECK_STR(group->gr_name, "ada");
	CHECK(group->gr_mem[0] == NULL);
	CHECK(getgrnam("ada") != NULL);
	CHECK(getgrnam("wheel") == NULL && errno == 0);
	setgrent();
	CHECK(getgrent() != NULL && getgrent() == NULL);
	endgrent();

	CHECK_STR(getlogin(), "ada");
	CHECK_EQ(getlogin_r(name, sizeof name), 0);
	CHECK_STR(name, "ada");
	CHECK_EQ(getlogin_r(name, 3), ERANGE);
	CHECK_STR(cuserid(name), "ada");

	/* The user of the environment can change. */
	setenv("LOGNAME", "not:a:name", 1);
	setenv("USER", "grace", 1);
	unsetenv("HOME");
	user = getpwuid(getuid());
	CHECK_STR(user->pw_name, "grace");
	CHECK_STR(user->pw_dir, "/");
	unsetenv("USER");
	CHECK_STR(getpwuid(getuid())->pw_name, "user");
	CHECK_STR(getlogin(), "user");
}
