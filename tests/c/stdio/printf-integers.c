/* printf: integer conversions with flags, widths, precisions and lengths. */
#include "../check.h"
#include <inttypes.h>
#include <limits.h>
#include <stddef.h>

#define IS(want, ...)                                                         \
	do {                                                                  \
		char got[128];                                                \
		CHECK_EQ(snprintf(got, sizeof got, __VA_ARGS__), strlen(want)); \
		CHECK_STR(got, want);                                         \
	} while (0)

int main(void)
{
	IS("0 -1 2147483647 -2147483648", "%d %i %d %d", 0, -1, INT_MAX, INT_MIN);
	IS("4294967295 37777777777 ffffffff FFFFFFFF", "%u %o %x %X", -1, -1, -1, -1);
	IS("   42|42   |00042|+42| 42", "%5d|%-5d|%05d|%+d|% d", 42, 42, 42, 42, 42);
	IS("0x2a 0X2A 052 0 0", "%#x %#X %#o %#x %#o", 42, 42, 42, 0, 0);
	IS("00042|   00042|-00042|", "%.5d|%8.5d|%.5d|%.0d", 42, 42, -42, 0);
	IS("   42|42   |-  7", "%*d|%-*d|-%*d", 5, 42, 5, 42, 3, 7);
	IS("-1 255 -1 65535", "%hhd %hhu %hd %hu", (char)-1, (unsigned char)255,
	   (short)-1, (unsigned short)65535);
	IS("-9223372036854775808 18446744073709551615", "%lld %llu", LLONG_MIN,
	   ULLONG_MAX);
	IS("7fffffffffffffff 123 -5", "%" PRIx64 " %zu %td", INT64_MAX, (size_t)123,
	   (ptrdiff_t)-5);
	IS("-9223372036854775807", "%jd", (intmax_t)-9223372036854775807);
	IS("b a", "%2$s %1$s", "a", "b");
	IS("%", "%%");
}
