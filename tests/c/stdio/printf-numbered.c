/* printf: %n$ names an argument by its number; a dollar elsewhere is a character. */
#include "../check.h"

#define EXPECT(want, ...)                                                      \
	do {                                                                   \
		char got[64];                                                  \
		CHECK_EQ(snprintf(got, sizeof got, __VA_ARGS__), strlen(want)); \
		CHECK_STR(got, want);                                          \
	} while (0)

int main(void)
{
	EXPECT("2 1", "%2$d %1$d", 1, 2);
	EXPECT("a a b", "%1$s %1$s %2$c", "a", 'b');
	EXPECT("      3.14", "%2$*1$.*3$f", 10, 3.14159, 2);
	EXPECT("x 1099511627776", "%2$s %1$lld", 1LL << 40, "x");
	EXPECT("100% 2", "%2$d%% %1$d", 2, 100);
	EXPECT("3%5$", "%d%%5$", 3);
	EXPECT("%1$ 3", "%%1$ %d", 3);
	EXPECT("7$ 12$", "%d$ 1%d$", 7, 2);
}
