#include <locale.h>
#include <stdio.h>
#include <wchar.h>

/* Writes and reads 20,000 characters of TEXT. */
int main(void)
{
	static char text[100000];
	const wchar_t *letters = TEXT;
	wint_t sum = 0;
	FILE *f;

	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		return 1;
	f = fmemopen(text, sizeof text, "w+");
	if (f == NULL)
		return 1;
	for (size_t i = 0; i < 20000; i++)
		if (fputwc(letters[i % wcslen(letters)], f) == WEOF)
			return 1;
	rewind(f);
	for (int i = 0; i < 20000; i++) {
		wint_t c = fgetwc(f);

		if (c == WEOF)
			return 1;
		sum += c;
	}
	return fclose(f) != 0 || sum == 1;
}
