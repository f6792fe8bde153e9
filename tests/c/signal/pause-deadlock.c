/* pause: a wait that nothing can end fails or traps instead of blocking
 * forever. */
#include "../check.h"
#include <signal.h>

int main(void)
{
	pause();
	return 1;
}
