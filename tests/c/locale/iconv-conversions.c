/* iconv: UTF-8 to UTF-16, Latin-1 and back; E2BIG, EILSEQ, EINVAL. */
#include "../check.h"
#include <iconv.h>

static size_t convert(const char *to, const char *from, char *in, size_t n, char *out,
		      size_t room, size_t *written)
{
	iconv_t cd = iconv_open(to, from);
	size_t left = room;

	CHECK(cd != (iconv_t)-1);
	errno = 0;
	size_t result = iconv(cd, &in, &n, &out, &left);
	int error = errno;
	*written = room - left;
	CHECK_EQ(iconv_close(cd), 0);
	errno = error;
	return result;
}

int main(void)
{
	char utf8[] = "a\xc3\xbc\xe2\x82\xac", latin[] = "\xfc!", out[32];
	char bad[] = "x\xff", cut[] = "y\xc3";
	size_t n;

	CHECK_EQ(convert("UTF-16LE", "UTF-8", utf8, 6, out, 32, &n), 0);
	CHECK_EQ(n, 6);
	CHECK_MEM(out, "a\0\xfc\0\xac\x20", 6);
	CHECK_EQ(convert("UTF-8", "ISO-8859-1", latin, 2, out, 32, &n), 0);
	CHECK_EQ(n, 3);
	CHECK_MEM(out, "\xc3\xbc!", 3);
	CHECK_EQ(convert("UTF-32BE", "UTF-8", utf8, 3, out, 32, &n), 0);
	CHECK_MEM(out, "\0\0\0a\0\0\0\xfc", 8);
	CHECK_ERRNO(convert("UTF-16LE", "UTF-8", utf8, 6, out, 4, &n), E2BIG);
	CHECK_EQ(n, 4);
	CHECK_ERRNO(convert("UTF-16LE", "UTF-8", bad, 2, out, 32, &n), EILSEQ);
	CHECK_EQ(n, 2);
	CHECK_ERRNO(convert("UTF-16LE", "UTF-8", cut, 2, out, 32, &n), EINVAL);
	CHECK_ERRNO((size_t)iconv_open("no-such", "UTF-8"), EINVAL);
}
