/* gmtime: NULL and EOVERFLOW for a year that an int cannot hold. */
#include "../check.h"
#include <time.h>

int main(void)
{
	time_t t = 0x7fffffffffffffff;
	struct tm tm;

	CHECK_NULL(gmtime(&t), EOVERFLOW);
	CHECK_NULL(gmtime_r(&t, &tm), EOVERFLOW);
}
