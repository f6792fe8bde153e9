#define _GNU_SOURCE
#include <errno.h>
#include "__host_args.h"
#include "libc.h"

char *__progname, *__progname_full;

weak_alias(__progname, program_invocation_short_name);
weak_alias(__progname_full, program_invocation_name);

/* After environ, so that the two read the host in a fixed order. */
__attribute__((__constructor__(51))) static void initialize_progname(void)
{
	int argc;
	char *p = *__host_args(&argc);
	if (!p) p = "";
	__progname = __progname_full = p;
	for (; *p; p++)
		if (*p == '/') __progname = p + 1;
}
