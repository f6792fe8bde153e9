/* printf: %Lf, %Le, %Lg of values that every long double holds. */
#include "../check.h"

#define IS(want, ...)                                                         \
	do {                                                                  \
		char got[128];                                                \
		CHECK_EQ(snprintf(got, sizeof got, __VA_ARGS__), strlen(want)); \
		CHECK_STR(got, want);                                         \
	} while (0)

int main(void)
{
	IS("1.500000 -0.125000", "%Lf %Lf", 1.5L, -0.125L);
	IS("1.234560e+02", "%Le", 123.456L);
	IS("9007199254740993", "%.0Lf", 9007199254740993.0L);
	IS("1e+4000", "%Lg", 1e4000L);
	IS("0.5 100000 1e+06", "%Lg %Lg %Lg", 0.5L, 100000.0L, 1000000.0L);
	IS("inf -inf", "%Lf %Lf", (long double)__builtin_inf(),
	   -(long double)__builtin_inf());
}
