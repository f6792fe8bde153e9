#include <wctype.h>

/* As in upstream: Unicode's white space without the spaces at which no line may break (00a0, 2007,
 * 202f) and without those of single scripts that have a glyph (1680, 180e). */
int iswspace(wint_t wc)
{
	if (wc < 0x80) return wc == ' ' || wc - '\t' < 5;
	return wc == 0x85 || wc - 0x2000 <= 0xa && wc != 0x2007 || wc - 0x2028 < 2
		|| wc == 0x205f || wc == 0x3000;
}

int __iswspace_l(wint_t c, locale_t l)
{
	return iswspace(c);
}

weak_alias(__iswspace_l, iswspace_l);
