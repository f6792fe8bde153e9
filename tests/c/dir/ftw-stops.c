/* ftw: a value other than 0 from the function ends the walk and is returned. */
#include "../check.h"
#include <ftw.h>

static int calls;

static int visit(const char *path, const struct stat *st, int type)
{
	(void)path;
	(void)st;
	(void)type;
	return ++calls == 3 ? 42 : 0;
}

int main(void)
{
	CHECK_EQ(ftw("t", visit, 4), 42);
	CHECK_EQ(calls, 3);
}
