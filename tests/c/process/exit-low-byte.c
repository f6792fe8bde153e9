/* exit: only the low eight bits of the status arrive. */
#include <stdlib.h>

int main(void)
{
	exit(0x1207);
}
