#include "pwf.h"
#include "nscd.h"

/* There is no daemon: the answer is all zeros, which means that the user is unknown. */
FILE *__nscd_query(int32_t req, const char *key, int32_t *buf, size_t len, int *swap)
{
	*swap = 0;
	return fmemopen(memset(buf, 0, len), len, "r");
}
