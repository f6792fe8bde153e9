/* puts: one line, one host call. */
#include <stdio.h>

int main(void)
{
	return puts("hello, world") < 0;
}
