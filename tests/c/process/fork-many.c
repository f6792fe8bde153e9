/* A thousand children, one after the other. */
#include "../processes.h"

int main(void)
{
	for (int i = 0; i < 1000; i++)
		CHECK_EXIT(IN_CHILD(_exit(i & 127)), i & 127);
	CHECK_ERRNO(wait(NULL), ECHILD);
}
