/* abort: the program ends by a trap that says so. */
#include <stdlib.h>

int main(void)
{
	abort();
}
