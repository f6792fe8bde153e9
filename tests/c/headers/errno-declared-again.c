/* Programs from before C89 declare errno themselves, after the header or inside a function. */
#include "../check.h"

extern int errno;

static int kept(void)
{
	extern int errno;

	return errno;
}

int main(void)
{
	errno = 0;
	CHECK_EQ(close(-1), -1);
	CHECK_EQ(kept(), EBADF);
	errno = ENOENT;
	CHECK_EQ(kept(), ENOENT);
	return 0;
}
