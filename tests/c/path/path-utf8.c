/* Paths: names with spaces, UTF-8, leading dashes and dots are ordinary names. */
#include "../check.h"

int main(void)
{
	const char *names[] = {
		"with space", ("gr\xc3\xbc\xc3\x9f" "e"), "\xe6\x97\xa5\xe6\x9c\xac",
		"\xf0\x9f\x8c\x8d", "-dash", ".hidden", "...", "a\\b", "new\nline",
		"co:lon", "st*r?",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		PUT(names[i], names[i]);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		CHECK_FILE(names[i], names[i]);
		CHECK_EQ(unlink(names[i]), 0);
	}
}
