/* strftime: %Z is the value of tm_zone, even if the program set it. */
#include "../check.h"
#include <time.h>

static const char *zone_of(struct tm tm)
{
	static char name[64];
	CHECK_EQ(strftime(name, sizeof name, "<%Z>", &tm), strlen(name));
	return name;
}

int main(void)
{
	time_t t = 1720000000;
	char copied[] = "NZST";

	setenv("TZ", "EST5EDT,M3.2.0,M11.1.0", 1);
	tzset();
	struct tm tm = *localtime(&t);
	CHECK_STR(zone_of(tm), "<EDT>");
	CHECK_STR(zone_of(*gmtime(&t)), strcmp(gmtime(&t)->tm_zone, "GMT") ? "<UTC>" : "<GMT>");
	tm.tm_zone = copied;
	CHECK_STR(zone_of(tm), "<NZST>");
	tm.tm_zone = "-0330";
	CHECK_STR(zone_of(tm), "<-0330>");
	CHECK_STR(copied, "NZST");
}
