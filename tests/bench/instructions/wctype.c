#include <wctype.h>

int main(int argc, char **argv)
{
	static const char *const names[] = { "alnum", "alpha", "blank", "cntrl", "digit", "graph",
		"lower", "print", "punct", "space", "upper", "xdigit" };
	enum { COUNT = sizeof names / sizeof *names };
	unsigned sum = 0;

	(void)argv;
	for (int i = 0; i < 100 * COUNT; i++) {
		wctype_t type = wctype(names[i % COUNT]);

		for (wint_t c = L' '; c < L' ' + 32; c++)
			sum += iswctype(c, type) != 0;
	}
	return sum == (unsigned)argc - 1;
}
