/* getauxval: the size of a page, users, random bytes; 0 and ENOENT for missing items. */
#include "../check.h"
#include <sys/auxv.h>

int main(void)
{
	errno = 0;
	CHECK_EQ(getauxval(AT_PAGESZ), sysconf(_SC_PAGESIZE));
	CHECK_EQ(errno, 0);
	CHECK_EQ(getauxval(AT_SECURE), 0);
	CHECK_EQ(errno, 0);
	CHECK_EQ(getauxval(AT_UID), getuid());
	CHECK_EQ(getauxval(AT_EGID), getegid());
	CHECK_EQ(getauxval(987654), 0);
	CHECK_EQ(errno, ENOENT);
	CHECK_EQ(getauxval(AT_CLKTCK), sysconf(_SC_CLK_TCK));
	const char *random = (const char *)getauxval(AT_RANDOM), none[16] = { 0 };
	CHECK(random != NULL);
	CHECK(memcmp(random, none, 16) != 0);
	CHECK((const char *)getauxval(AT_RANDOM) == random);
}
