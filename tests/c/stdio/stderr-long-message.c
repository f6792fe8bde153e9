/* stderr: a message that is longer than the buffer arrives completely. */
#include "../check.h"

int main(void)
{
	CHECK_EQ(fprintf(stderr, "%0*d%60s|%s\n", 990, 7, "then", "the end"), 1059);
}
