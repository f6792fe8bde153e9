/* getpgrp and getpgid: the same group, by 0 and by the number of the process. */
#include "../check.h"

int main(void)
{
	CHECK(getpgrp() > 0);
	CHECK_EQ(getpgid(0), getpgrp());
	CHECK_EQ(getpgid(getpid()), getpgrp());
}
