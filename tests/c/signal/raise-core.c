/* raise: by default, SIGQUIT ends the program as a fault of its own. */
#include "../check.h"
#include <signal.h>

int main(void)
{
	raise(SIGQUIT);
	return 1;
}
