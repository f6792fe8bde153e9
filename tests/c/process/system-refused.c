/* system: a null command asks for a shell, and there is none. */
#include "../check.h"

int main(void)
{
	CHECK_EQ(system(NULL), 0);
	CHECK_EQ(system("true") == 0, 0);
}
