/* Upstream reads LOGNAME only. Ours returns the name that the passwd functions have. */
#include <unistd.h>
#include "../passwd/__one_user.h"

char *getlogin(void)
{
	return (char *)__login_name();
}
