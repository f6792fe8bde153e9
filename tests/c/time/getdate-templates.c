/* getdate: the templates of DATEMSK, in order; each failure has its number. */
#include "../check.h"
#include <sys/stat.h>
#include <time.h>

int main(void)
{
	struct tm *tm;

	CHECK_EQ(unsetenv("DATEMSK"), 0);
	CHECK(getdate("2024-03-05") == NULL);
	CHECK_EQ(getdate_err, 1);
	CHECK_EQ(setenv("DATEMSK", "missing", 1), 0);
	CHECK(getdate("2024-03-05") == NULL);
	/* It cannot be opened, or does not exist. */
	CHECK(getdate_err == 2 || getdate_err == 3);
	PUT("templates", "%d.%m.%Y\n%Y-%m-%d %H:%M\n%Y-%m-%d\n");
	CHECK_EQ(setenv("DATEMSK", "templates", 1), 0);
	tm = getdate("2024-03-05 12:30");
	CHECK(tm != NULL);
	CHECK(tm->tm_year == 124 && tm->tm_mon == 2 && tm->tm_mday == 5);
	CHECK(tm->tm_hour == 12 && tm->tm_min == 30);
	tm = getdate("07.11.2023");
	CHECK(tm != NULL);
	CHECK(tm->tm_year == 123 && tm->tm_mon == 10 && tm->tm_mday == 7);
	CHECK(getdate("tomorrow") == NULL);
	CHECK_EQ(getdate_err, 7);
}
