/* umask: returns the previous mask; only the bits of permissions stay. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	CHECK_EQ(umask(077), 022);
	CHECK_EQ(umask(0), 077);
	CHECK_EQ(umask(07777), 0);
	CHECK_EQ(umask(022), 0777);
	CHECK_EQ(umask(022), 022);
}
