#include <netdb.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "lookup.h"

/* The file is read again for each entry, up to that line: endservent may never be
 * called. */
static int line_number;

void setservent(int stayopen)
{
	line_number = 0;
}

void endservent(void)
{
	line_number = 0;
}

static char *word(char **rest)
{
	char *start, *p = *rest;

	while (isspace(*p)) p++;
	for (start = p; *p && !isspace(*p); p++);
	if (*p) *p++ = 0;
	*rest = p;
	return *start ? start : 0;
}

struct servent *getservent(void)
{
	static char line[256], *aliases[16];
	static struct servent entry;
	unsigned char buf[1032];
	FILE file, *f = __fopen_rb_ca("/etc/services", &file, buf, sizeof buf);
	struct servent *found = 0;

	if (!f) return 0;
	for (int number = 0; !found && fgets(line, sizeof line, f); number++) {
		char *rest = line, *name, *port, *end;
		int count = 0;

		if (number < line_number) continue;
		line_number = number + 1;
		line[strcspn(line, "#")] = 0;
		name = word(&rest);
		port = word(&rest);
		if (!port) continue;
		entry.s_name = name;
		entry.s_port = htons(strtoul(port, &end, 10));
		if (end == port || *end != '/') continue;
		entry.s_proto = end + 1;
		while (count < 15 && (aliases[count] = word(&rest))) count++;
		aliases[count] = 0;
		entry.s_aliases = aliases;
		found = &entry;
	}
	__fclose_ca(f);
	return found;
}
