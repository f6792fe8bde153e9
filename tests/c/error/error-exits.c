/* error: with a status, it ends the program, by exit. */
#include "../check.h"
#include <error.h>

static void last(void)
{
	fputs("handler\n", stderr);
}

int main(void)
{
	atexit(last);
	error(3, EINVAL, "the end");
	_Exit(1);
}
