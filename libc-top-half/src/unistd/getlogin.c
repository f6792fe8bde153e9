#include <unistd.h>
#include "../passwd/__one_user.h"

char *getlogin(void)
{
	return (char *)__login_name();
}
