/* poll: more streams at once than usual, and the same ones several times. */
#include "../check.h"
#include <poll.h>

enum { MANY = 900 };

int main(void)
{
	static struct pollfd all[MANY];

	for (int i = 0; i < MANY; i++)
		all[i] = (struct pollfd){ i % 2 ? STDOUT_FILENO : STDERR_FILENO, POLLOUT, 0 };
	CHECK_EQ(poll(all, MANY, 1000), MANY);
	for (int i = 0; i < MANY; i++)
		CHECK_EQ(all[i].revents, POLLOUT);
}
