/* utmpx: the calls exist, and report that there is no record. */
#include "../check.h"
#include <utmp.h>
#include <utmpx.h>

int main(void)
{
	struct utmpx nobody = { .ut_type = USER_PROCESS, .ut_line = "no-such-line" };

	setutxent();
	for (int i = 0; i < 100000 && getutxent() != NULL; i++) {}
	CHECK(getutxent() == NULL);
	setutxent();
	memcpy(nobody.ut_id, "zz##", 4);
	CHECK(getutxid(&nobody) == NULL);
	setutxent();
	CHECK(getutxline(&nobody) == NULL);
	endutxent();
	setutent();
	endutent();
	CHECK(sizeof nobody.ut_user >= 32 && sizeof nobody.ut_line >= 32 && sizeof nobody.ut_host >= 256);
	CHECK_STR(UTMP_FILE, _PATH_UTMP);
}
