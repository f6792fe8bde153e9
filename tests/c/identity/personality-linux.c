/* personality: it can be queried, and set to its current value. */
#include "../check.h"
#include <sys/personality.h>

int main(void)
{
	int now = personality(0xffffffff);

	CHECK(now >= 0);
	CHECK_EQ(personality((unsigned long)now), now);
}
