/* mbrtowc, wcrtomb: UTF-8 whole, byte by byte, and wrong. */
#include "../check.h"
#include <locale.h>
#include <wchar.h>

int main(void)
{
	const char *texts[] = { "a", "\xc3\xbc", "\xe2\x82\xac", "\xf0\x9f\x8c\x8d" };
	wchar_t codes[] = { 'a', 0xfc, 0x20ac, 0x1f30d };
	char out[8];
	wchar_t wc;

	CHECK(setlocale(LC_CTYPE, "C.UTF-8") != NULL);
	CHECK(MB_CUR_MAX >= 4);
	for (int i = 0; i < 4; i++) {
		size_t n = strlen(texts[i]);
		mbstate_t state = { 0 };
		CHECK_EQ(mbrtowc(&wc, texts[i], n, &state), n);
		CHECK_EQ(wc, codes[i]);
		for (size_t k = 0; k + 1 < n; k++) {
			CHECK_EQ(mbrtowc(&wc, texts[i] + k, 1, &state), (size_t)-2);
			CHECK(!mbsinit(&state));
		}
		CHECK_EQ(mbrtowc(&wc, texts[i] + n - 1, 1, &state), 1);
		CHECK_EQ(wc, codes[i]);
		CHECK(mbsinit(&state));
		CHECK_EQ(wcrtomb(out, codes[i], &state), n);
		CHECK_MEM(out, texts[i], n);
	}
	const char *wrong[] = { "\x80", "\xc0\x80", "\xed\xa0\x80", "\xff", "\xc3x" };
	for (int i = 0; i < 5; i++) {
		mbstate_t state = { 0 };
		errno = 0;
		CHECK_EQ(mbrtowc(&wc, wrong[i], strlen(wrong[i]), &state), (size_t)-1);
		CHECK_EQ(errno, EILSEQ);
	}
	mbstate_t state = { 0 };
	CHECK_EQ(mbrtowc(&wc, "", 1, &state), 0);
}
