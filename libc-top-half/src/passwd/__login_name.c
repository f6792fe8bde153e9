#include <stdlib.h>
#include "pwf.h"
#include "__one_user.h"

/* A name that a line of /etc/passwd can hold. */
static int fits(const char *name)
{
	return name && *name && !name[strcspn(name, ":,\n")];
}

const char *__login_name(void)
{
	const char *name = getenv("LOGNAME");
	if (fits(name)) return name;
	name = getenv("USER");
	return fits(name) ? name : "user";
}
