/* putpwent, fgetpwent, putgrent, fgetgrent, putspent, fgetspent: the entries that are
 * written are read back. */
#include "../check.h"
#include <grp.h>
#include <pwd.h>
#include <shadow.h>

int main(void)
{
	char *members[] = { "ada", "grace", NULL };
	struct passwd user = { .pw_name = "ada", .pw_passwd = "x", .pw_uid = 7,
			       .pw_gid = 8, .pw_gecos = "A L", .pw_dir = "/a",
			       .pw_shell = "/s" };
	struct group group = { .gr_name = "crew", .gr_passwd = "x", .gr_gid = 9,
			       .gr_mem = members };
	struct spwd shadow = { .sp_namp = "ada", .sp_pwdp = "*", .sp_lstchg = 5,
			       .sp_min = -1, .sp_max = 6, .sp_warn = -1,
			       .sp_inact = -1, .sp_expire = -1, .sp_flag = -1 };
	FILE *file = fopen("entries", "w+");

	CHECK(file != NULL);
	CHECK_EQ(putpwent(&user, file), 0);
	rewind(file);
	struct passwd *read = fgetpwent(file);
	CHECK(read != NULL);
	CHECK_STR(read->pw_name, "ada");
	CHECK_STR(read->pw_shell, "/s");
	CHECK(read->pw_uid == 7 && read->pw_gid == 8);
	CHECK(fgetpwent(file) == NULL);
	CHECK_EQ(fclose(file), 0);

	file = fopen("entries", "w+");
	CHECK_EQ(putgrent(&group, file), 0);
	rewind(file);
	struct group *got = fgetgrent(file);
	CHECK(got != NULL);
	CHECK_EQ(got->gr_gid, 9);
	CHECK_STR(got->gr_mem[1], "grace");
	CHECK(got->gr_mem[2] == NULL);
	CHECK_EQ(fclose(file), 0);

	file = fopen("entries", "w+");
	CHECK_EQ(putspent(&shadow, file), 0);
	rewind(file);
	struct spwd *secret = fgetspent(file);
	CHECK(secret != NULL);
	CHECK(secret->sp_lstchg == 5 && secret->sp_min == -1 && secret->sp_max == 6);
	CHECK_EQ(fclose(file), 0);
}
