/* assert: with NDEBUG it does not even evaluate. */
#include "../check.h"
#define NDEBUG
#include <assert.h>

int main(void)
{
	int calls = 0;

	(void)calls;
	assert(calls++ > 100);
	CHECK_EQ(calls, 0);
#undef NDEBUG
#include <assert.h>
	assert(calls == 0);
}
