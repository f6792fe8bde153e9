/* getuid, getpwuid, getgrgid: an identity that hangs together. */
#include "../check.h"
#include <grp.h>
#include <pwd.h>

int main(void)
{
	struct passwd *user = getpwuid(getuid());

	CHECK(user != NULL);
	CHECK_EQ(user->pw_uid, getuid());
	CHECK(user->pw_name[0] != '\0');
	char name[64];
	snprintf(name, sizeof name, "%s", user->pw_name);
	struct passwd *same = getpwnam(name);
	CHECK(same != NULL && same->pw_uid == getuid());
	struct group *group = getgrgid(getgid());
	CHECK(group != NULL && group->gr_gid == getgid());
	CHECK_EQ(geteuid(), getuid());
	CHECK(getpwnam("no-such-user-here") == NULL);
}
