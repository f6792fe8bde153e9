/* -fwasi-linux defines the macros by which sources recognise Linux, as Linux's
 * compilers do. */
#include "../check.h"

#if !defined(__linux__) || !defined(__linux)
#error no __linux__
#endif

int main(void)
{
	CHECK_EQ(__linux__ + __linux, 2);
}
