/* strftime: every conversion of the C locale; 0 when it does not fit. */
#include "../check.h"
#include <time.h>

int main(void)
{
	time_t t = 1709640245; /* 2024-03-05 12:04:05 UTC, a Tuesday */
	struct tm *tm = gmtime(&t);
	char got[128];
	const char *cases[][2] = {
		{ "%Y-%m-%d %H:%M:%S", "2024-03-05 12:04:05" },
		{ "%a %A %b %B %h", "Tue Tuesday Mar March Mar" },
		{ "%C %y %e %j %I %p", "20 24  5 065 12 PM" },
		{ "%D %F %T %R", "03/05/24 2024-03-05 12:04:05 12:04" },
		{ "%u %w %U %W %V %G %g", "2 2 09 10 10 2024 24" },
		{ "%n%t%%", "\n\t%" },
		{ "%c", "Tue Mar  5 12:04:05 2024" },
		{ "%x %X %r", "03/05/24 12:04:05 12:04:05 PM" },
		{ "%s", "1709640245" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		CHECK_EQ(strftime(got, sizeof got, cases[i][0], tm),
			 strlen(cases[i][1]));
		CHECK_STR(got, cases[i][1]);
	}
	CHECK_EQ(strftime(got, 5, "%Y-%m", tm), 0);
	CHECK_EQ(strftime(got, 8, "%Y-%m", tm), 7);
}
