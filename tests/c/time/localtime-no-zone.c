/* localtime: without TZ and without a zone file, it is UTC. */
#include "../check.h"
#include <time.h>

int main(void)
{
	time_t t = 1000000000;
	struct tm *tm = localtime(&t);

	CHECK(tm != NULL);
	CHECK_EQ(tm->tm_hour, 1);
	CHECK_EQ(tm->tm_min, 46);
	CHECK_EQ(tm->tm_gmtoff, 0);
	CHECK_EQ(timezone, 0);
}
