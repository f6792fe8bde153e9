/* confstr: every name has a string, and confstr returns its length; a short buffer gets a
 * part. */
#include "../check.h"
#include <limits.h>

static const int all[] = {
	_CS_PATH,
	_CS_POSIX_V7_WIDTH_RESTRICTED_ENVS,
	_CS_POSIX_V7_ILP32_OFF32_CFLAGS,
	_CS_POSIX_V7_ILP32_OFF32_LDFLAGS,
	_CS_POSIX_V7_ILP32_OFF32_LIBS,
	_CS_POSIX_V7_ILP32_OFFBIG_CFLAGS,
	_CS_POSIX_V7_ILP32_OFFBIG_LDFLAGS,
	_CS_POSIX_V7_ILP32_OFFBIG_LIBS,
	_CS_POSIX_V7_LP64_OFF64_CFLAGS,
	_CS_POSIX_V7_LP64_OFF64_LDFLAGS,
	_CS_POSIX_V7_LP64_OFF64_LIBS,
	_CS_POSIX_V7_LPBIG_OFFBIG_CFLAGS,
	_CS_POSIX_V7_LPBIG_OFFBIG_LDFLAGS,
	_CS_POSIX_V7_LPBIG_OFFBIG_LIBS,
	_CS_POSIX_V6_ILP32_OFF32_CFLAGS,
	_CS_POSIX_V6_LPBIG_OFFBIG_LIBS,
	_CS_V6_ENV,
	_CS_V7_ENV,
};

int main(void)
{
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		char text[1024];

		errno = 0;
		size_t n = confstr(all[i], text, sizeof text);
		CHECK_EQ(errno, 0);
		if (n == 0) continue;
		CHECK(n <= sizeof text);
		CHECK_EQ(strlen(text), n - 1);
		CHECK_EQ(confstr(all[i], NULL, 0), n);
	}
	char few[5];
	memset(few, 'x', sizeof few);
	CHECK(confstr(_CS_PATH, few, 4) > 4);
	CHECK_EQ(strlen(few), 3);
	CHECK_EQ(few[4], 'x');
}
