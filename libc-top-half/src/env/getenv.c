#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Most names differ in the first letter, which needs no call. */
char *getenv(const char *name)
{
	size_t length = __strchrnul(name, '=') - name;
	if (!length || name[length] || !__environ) return 0;
	for (char **e = __environ; *e; e++)
		if (**e == *name && !strncmp(*e, name, length) && (*e)[length] == '=')
			return *e + length + 1;
	return 0;
}
