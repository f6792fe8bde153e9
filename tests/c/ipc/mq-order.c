/* mq_send, mq_receive: the highest priority first, of one priority the oldest. */
#include "../check.h"
#include <mqueue.h>

int main(void)
{
	char name[64], got[20];
	unsigned priority;
	struct mq_attr attr = { .mq_maxmsg = 6, .mq_msgsize = 10 };

	snprintf(name, sizeof name, "/mq-order-%d", (int)getpid());
	mqd_t q = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &attr);
	CHECK(q != (mqd_t)-1);
	CHECK_EQ(mq_unlink(name), 0);
	CHECK_EQ(mq_send(q, "low", 3, 1), 0);
	CHECK_EQ(mq_send(q, "first", 5, 7), 0);
	CHECK_EQ(mq_send(q, "second", 6, 7), 0);
	CHECK_EQ(mq_send(q, "", 0, 3), 0);
	CHECK_EQ(mq_getattr(q, &attr), 0);
	CHECK_EQ(attr.mq_curmsgs, 4);
	CHECK_EQ(attr.mq_maxmsg, 6);
	CHECK_EQ(attr.mq_msgsize, 10);
	CHECK_EQ(attr.mq_flags, 0);

	CHECK_EQ(mq_receive(q, got, sizeof got, &priority), 5);
	CHECK_MEM(got, "first", 5);
	CHECK_EQ(priority, 7);
	CHECK_EQ(mq_send(q, "third", 5, 7), 0);
	CHECK_EQ(mq_receive(q, got, sizeof got, NULL), 6);
	CHECK_MEM(got, "second", 6);
	CHECK_EQ(mq_receive(q, got, sizeof got, &priority), 5);
	CHECK_MEM(got, "third", 5);
	CHECK_EQ(mq_receive(q, got, sizeof got, &priority), 0);
	CHECK_EQ(priority, 3);
	CHECK_EQ(mq_receive(q, got, sizeof got, &priority), 3);
	CHECK_MEM(got, "low", 3);
	for (int round = 0; round < 100; round++)
		for (int i = 0; i < 6; i++) {
			char c = (char)i;
			CHECK_EQ(mq_send(q, &c, 1, 0), 0);
			if (i == 5)
				for (int j = 0; j < 6; j++) {
					CHECK_EQ(mq_receive(q, got, 10, NULL), 1);
					CHECK_EQ(got[0], j);
				}
		}
	CHECK_EQ(mq_close(q), 0);
}
