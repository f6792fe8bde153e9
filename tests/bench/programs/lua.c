#include <stdio.h>

/* wasi-libc lacks system, tmpfile and tmpnam: on all sides, Lua is compiled to call these,
   which fail. */

int absent_system(const char *command)
{
	return command ? -1 : 0;
}

FILE *absent_tmpfile(void)
{
	return 0;
}

char *absent_tmpnam(char *name)
{
	(void)name;
	return 0;
}
