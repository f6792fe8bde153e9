#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Most variables differ in one of the first letters, where a call costs most. */
char *getenv(const char *name)
{
	if (!*name || *__strchrnul(name, '=') || !__environ) return 0;
	for (char **e = __environ; *e; e++) {
		if (**e != *name) continue;
		const char *n = name, *s = *e;
		for (; *n && *n == *s; n++) s++;
		if (!*n && *s == '=') return (char *)s + 1;
	}
	return 0;
}
