/* A wait for a message, or for room, that nothing could end fails with
 * EDEADLK. */
#include "../check.h"
#include <mqueue.h>

int main(void)
{
	char got[8];
	struct mq_attr attr = { .mq_maxmsg = 1, .mq_msgsize = 8 };
	mqd_t q = mq_open("/queue", O_RDWR | O_CREAT, 0600, &attr);

	CHECK(q != (mqd_t)-1);
	CHECK_ERRNO(mq_receive(q, got, 8, NULL), EDEADLK);
	CHECK_EQ(mq_send(q, "x", 1, 0), 0);
	CHECK_ERRNO(mq_send(q, "y", 1, 0), EDEADLK);
	CHECK_EQ(mq_receive(q, got, 8, NULL), 1);
}
