/* strstr and memmem: the time is linear in both strings, whatever they repeat. */
#include "../check.h"

enum { TEXT = 600000, WORD = 300000 };

static char text[TEXT + 1], word[WORD + 1];

/* Looks for `word` with this letter at this place, in a text that has it at `in_text`. */
static void search(size_t at, char letter, size_t in_text)
{
	char before = text[in_text], *want = text + in_text - at;

	word[at] = letter;
	CHECK(strstr(text, word) == NULL);
	CHECK(memmem(text, TEXT, word, WORD) == NULL);
	text[in_text] = letter;
	CHECK(strstr(text, word) == want);
	CHECK(memmem(text, TEXT, word, WORD) == want);
	text[in_text] = before;
	word[at] = 'a';
}

int main(void)
{
	memset(text, 'a', TEXT);
	memset(word, 'a', WORD);
	CHECK(strstr(text, word) == text);
	search(WORD - 1, 'b', TEXT - 1);
	search(WORD / 2, 'b', TEXT - WORD / 2);
	search(WORD - 2, 'b', TEXT - 2);
	search(1, '\xe9', TEXT - WORD + 1);
	search(0, 'B', TEXT - WORD);
	for (size_t i = 0; i < WORD; i++)
		word[i] = text[i] = text[i + WORD] = i % 3 ? 'a' : 'b';
	word[WORD - 1] = 'c';
	CHECK(strstr(text, word) == NULL);
	CHECK(memmem(text, TEXT, word, WORD) == NULL);
}
