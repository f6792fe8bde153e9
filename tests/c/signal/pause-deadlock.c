/* pause: a wait that nothing can end is told, not waited. */
#include "../check.h"
#include <signal.h>

int main(void)
{
	pause();
	return 1;
}
