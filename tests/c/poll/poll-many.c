/* poll: 300 descriptors at once, each answered in its place. */
#include "../check.h"
#include <poll.h>

int main(void)
{
	static struct pollfd p[300];

	PUT("f", "x");
	for (int i = 0; i < 300; i++)
		p[i] = (struct pollfd){ i % 3 ? OPEN("f", O_RDONLY) : -1, POLLIN, 0x55 };
	CHECK_EQ(poll(p, 300, 5000), 200);
	for (int i = 0; i < 300; i++)
		CHECK_EQ(p[i].revents, i % 3 ? POLLIN : 0);
}
