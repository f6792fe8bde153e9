/* getentropy: up to 256 bytes, more is EIO. */
#include "../check.h"

static volatile size_t much = 257;

int main(void)
{
	static unsigned char a[300], b[300];

	CHECK_EQ(getentropy(a, 256), 0);
	CHECK_EQ(getentropy(b, 256), 0);
	CHECK(memcmp(a, b, 256) != 0);
	CHECK_EQ(getentropy(a, 0), 0);
	CHECK_ERRNO(getentropy(a, much), EIO);
}
