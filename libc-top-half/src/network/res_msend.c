#include <string.h>
#include "lookup.h"

/* No query leaves the program. A lookup of a name gets the answer REFUSED at once, which is
 * final. A program that sends its own queries gets the error that there is no network. */
enum { HEADER = 12, RESPONSE = 0x80, REFUSED = 5 };

int __res_msend_rc(int nqueries, const unsigned char *const *queries, const int *qlens,
	unsigned char *const *answers, int *alens, int asize, const struct resolvconf *conf)
{
	for (int i = 0; i < nqueries; i++) {
		memcpy(answers[i], queries[i], HEADER);
		answers[i][2] |= RESPONSE;
		answers[i][3] = REFUSED;
		alens[i] = HEADER;
	}
	return 0;
}

int __res_msend(int nqueries, const unsigned char *const *queries, const int *qlens,
	unsigned char *const *answers, int *alens, int asize)
{
	errno = ENETDOWN;
	return -1;
}
