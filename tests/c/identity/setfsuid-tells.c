/* setfsuid, setfsgid: the result is the number that held before, always the effective one. */
#include "../check.h"
#include <sys/fsuid.h>

int main(void)
{
	CHECK_EQ(setfsuid(geteuid()), geteuid());
	CHECK_EQ(setfsuid(-1), geteuid());
	CHECK_EQ(setfsgid(getegid()), getegid());
	CHECK_EQ(setfsgid(-1), getegid());
}
