/* system without a shell, as in musl. */
#include "../processes.h"

int main(void)
{
	CHECK_ERRNO(system("exit 0"), ENOENT);
	CHECK_ERRNO(wait(NULL), ECHILD);
}
