/* __unix__ and __unix are predefined; programs use them to select their POSIX code. */
#include "../check.h"

#if !defined(__unix__) || !defined(__unix)
#error no __unix__
#endif

int main(void)
{
	CHECK_EQ(__unix__ + __unix, 2);
}
