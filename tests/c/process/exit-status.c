/* exit: the status is the program's. */
#include <stdlib.h>

int main(void)
{
	exit(42);
}
