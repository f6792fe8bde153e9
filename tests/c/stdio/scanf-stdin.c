/* scanf: reads standard input and leaves the rest for the next call. */
#include "../check.h"

int main(void)
{
	int a, b;
	char word[16], line[16];

	CHECK_EQ(scanf("%d %d", &a, &b), 2);
	CHECK_EQ(a, 12);
	CHECK_EQ(b, 34);
	CHECK_EQ(scanf("%15s", word), 1);
	CHECK_STR(word, "word");
	CHECK_EQ(getchar(), '\n');
	CHECK_STR(fgets(line, sizeof line, stdin), "a line\n");
	CHECK_EQ(scanf("%d", &a), EOF);
	CHECK(feof(stdin));
}
