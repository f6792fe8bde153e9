/* statvfs: a block size, a name length; ENOENT. */
#include "../check.h"
#include <sys/statvfs.h>

int main(void)
{
	struct statvfs st;

	CHECK_EQ(statvfs(".", &st), 0);
	CHECK(st.f_bsize >= 512);
	CHECK(st.f_frsize >= 1);
	CHECK_EQ(st.f_namemax, 255);
	CHECK_ERRNO(statvfs("missing", &st), ENOENT);
}
