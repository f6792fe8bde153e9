/* stderr: unbuffered, but one formatted line is one call. */
#include "../check.h"

int main(void)
{
	CHECK_EQ(fprintf(stderr, "%s: %d is %s%c\n", "name", 42, "the answer", '!'), 24);
}
