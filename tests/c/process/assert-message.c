/* assert: names the expression and the file on stderr, then aborts. */
#include <assert.h>

int main(void)
{
	volatile int two = 2;

	assert(two == 2);
	assert(two + two == 5);
}
