/* printf: %s, %c, %n and wide ones with widths and precisions. */
#include "../check.h"
#include <wchar.h>

#define IS(want, ...)                                                         \
	do {                                                                  \
		char got[128];                                                \
		CHECK_EQ(snprintf(got, sizeof got, __VA_ARGS__), strlen(want)); \
		CHECK_STR(got, want);                                         \
	} while (0)

int main(void)
{
	char open_end[3] = { 'a', 'b', 'c' };
	int count = 0;

	IS("text|  text|text  |te|  te", "%s|%6s|%-6s|%.2s|%4.2s", "text", "text",
	   "text", "text", "text");
	IS("abc", "%.3s", open_end);
	IS("|     |", "|%5s|", "");
	IS("|", "%.0s|", "gone");
	IS("x|  x|x  ", "%c|%3c|%-3c", 'x', 'x', 'x');
	IS("wide w", "%ls %lc", L"wide", (wint_t)L'w');
	IS("wi", "%.2ls", L"wide");
	IS("12345", "123%n45", &count);
	CHECK_EQ(count, 3);
	errno = ENOENT;
	char got[64];
	snprintf(got, sizeof got, "%m");
	CHECK_STR(got, strerror(ENOENT));
}
