/* asctime, ctime, difftime. */
#include "../check.h"
#include <time.h>

int main(void)
{
	time_t t = 1709640245;
	char room[32];

	CHECK_STR(asctime(gmtime(&t)), "Tue Mar  5 12:04:05 2024\n");
	CHECK_STR(asctime_r(gmtime(&t), room), "Tue Mar  5 12:04:05 2024\n");
	CHECK_STR(ctime(&t), "Tue Mar  5 12:04:05 2024\n");
	CHECK_DBL(difftime(t, t - 100), 100);
	CHECK_DBL(difftime(0, t), -1709640245.0);
}
