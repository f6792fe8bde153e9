/* long double: strtold, scanf and wcstold read back printf's output, to the last bit;
 * constants of the compiler agree. */
#include "../check.h"
#include <float.h>
#include <math.h>
#include <wchar.h>

static void round_trip(long double x)
{
	static const char *const formats[] = { "%.*Lg", "%.*Le", "%La" };
	char text[200];
	long double y;

	for (int i = 0; i < 3; i++) {
		if (i < 2)
			snprintf(text, sizeof text, formats[i], LDBL_DECIMAL_DIG, x);
		else
			snprintf(text, sizeof text, formats[i], x);
		CHECK(strtold(text, NULL) == x);
		CHECK_EQ(sscanf(text, "%Lf", &y), 1);
		CHECK(y == x);

		wchar_t wide[200];
		CHECK_EQ(swprintf(wide, 200, L"%s", text), (int)strlen(text));
		CHECK(wcstold(wide, NULL) == x);
	}
}

int main(void)
{
	unsigned long long random = 1;
	char *end;

	CHECK(strtold("0.1", &end) == 0.1L && *end == '\0');
	CHECK(strtold("3.14159265358979323846264338327950288419716939937510", NULL) ==
	      3.14159265358979323846264338327950288419716939937510L);
	CHECK(strtold("1e4932", NULL) == 1e4932L);
	CHECK(strtold("0x1.8p-16000", NULL) == 0x1.8p-16000L);
	round_trip(LDBL_MAX);
	round_trip(LDBL_MIN);
	round_trip(-LDBL_EPSILON);
	round_trip(nextafterl(1, 2));
	round_trip(nextafterl(0, 1));
	for (int i = 0; i < 500; i++) {
		long double x = 0;

		for (int j = 0; j < 3; j++) {
			random = random * 6364136223846793005u + 1442695040888963407u;
			x = x * 0x1p40L + (long double)(random >> 24);
		}
		round_trip(ldexpl(x, (int)(random % 32000) - 16200));
	}
	errno = 0;
	CHECK(strtold("1e5000", NULL) == HUGE_VALL && errno == ERANGE);
	errno = 0;
	CHECK(strtold("1e-5000", NULL) == 0 && errno == ERANGE);
}
