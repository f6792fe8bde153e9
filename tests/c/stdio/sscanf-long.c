/* sscanf: texts longer than what is looked at in one step; nothing behind the end is read. */
#include "../check.h"
#include <sys/mman.h>

int main(void)
{
	char *page = mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	static char word[400];
	char format[40], *own, c;
	int n, number;
	double x;

	CHECK(page != MAP_FAILED);
	for (int length = 1; length < 300; length++) {
		/* At the end of the page, behind which there may be no memory. */
		char *text = page + 65536 - length - 1;

		memset(text, 'x', (size_t)length);
		text[length] = '\0';
		CHECK_EQ(sscanf(text, "%s%n", word, &n), 1);
		CHECK_STR(word, text);
		CHECK_EQ(n, length);
		CHECK_EQ(sscanf(text, "%m[x]%c", &own, &c), 1);
		CHECK_STR(own, text);
		free(own);
		snprintf(format, sizeof format, "%%%dc%%n%%c", length);
		n = 0;
		CHECK_EQ(sscanf(text, format, word, &n, &c), 1);
		CHECK_EQ(n, length);
		memset(text, ' ', (size_t)length);
		text[length - 1] = '7';
		CHECK_EQ(sscanf(text, "%d", &number), 1);
		CHECK_EQ(number, 7);
		memset(text, '0', (size_t)length - 1);
		CHECK_EQ(sscanf(text, "%d%n", &number, &n), 1);
		CHECK_EQ(number, 7);
		CHECK_EQ(n, length);
		CHECK_EQ(sscanf(text, "%lf%n", &x, &n), 1);
		CHECK_DBL(x, 7);
		CHECK_EQ(n, length);
	}
	CHECK_EQ(munmap(page, 65536), 0);

	/* Sets: ranges over words of bits, a bracket and a hyphen first or last. */
	CHECK_EQ(sscanf("AZaz~\x7f\x80\xff 1", "%[A-~\x7f-\xff]%n", word, &n), 1);
	CHECK_EQ(n, 8);
	CHECK_EQ(sscanf("]-a^b", "%[]a-]%n", word, &n), 1);
	CHECK_EQ(n, 3);
	CHECK_EQ(sscanf("a^]b", "%[^]b]%n", word, &n), 1);
	CHECK_EQ(n, 2);
	CHECK_EQ(sscanf("abc", "%[^a-b]%n", word, &n), 0);
	CHECK_EQ(sscanf("09@", "%[0-9]%n", word, &n), 1);
	CHECK_EQ(n, 2);
}
