/* posix_memalign: returns EINVAL for an alignment that is not a power of two
 * or too small. */
#include "../check.h"

static volatile size_t three = 24, one = 1;

int main(void)
{
	void *p = (void *)1;

	CHECK_EQ(posix_memalign(&p, three, 100), EINVAL);
	CHECK_EQ(posix_memalign(&p, one, 100), EINVAL);
}
