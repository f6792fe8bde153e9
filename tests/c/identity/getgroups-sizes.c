/* getgroups: counts with size 0, fills what has room, fails with EINVAL for less. */
#include "../check.h"

int main(void)
{
	gid_t list[1000];
	int count = getgroups(0, NULL);

	CHECK(count >= 0 && count <= sysconf(_SC_NGROUPS_MAX));
	for (int i = 0; i < 1000; i++)
		list[i] = (gid_t)-1;
	CHECK_EQ(getgroups(1000, list), count);
	for (int i = 0; i < count; i++)
		CHECK(list[i] != (gid_t)-1);
	CHECK_EQ(list[count], (gid_t)-1);
	if (count > 1)
		CHECK_ERRNO(getgroups(1, list), EINVAL);
	CHECK_ERRNO(getgroups(-1, list), EINVAL);
}
