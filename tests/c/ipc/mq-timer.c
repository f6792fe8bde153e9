/* mq_receive: a timer's handler ends the wait, or sends the awaited message under
 * SA_RESTART. */
#include "../check.h"
#include <mqueue.h>
#include <signal.h>
#include <sys/time.h>

static mqd_t q;

static void handler(int number)
{
	(void)number;
	CHECK_EQ(mq_send(q, "sent", 4, 0), 0);
}

int main(void)
{
	char name[64], got[8];
	struct mq_attr attr = { .mq_maxmsg = 3, .mq_msgsize = 8 };
	struct sigaction action = { .sa_handler = handler };
	struct itimerval soon = { .it_value.tv_usec = 30000 };

	snprintf(name, sizeof name, "/mq-timer-%d", (int)getpid());
	q = mq_open(name, O_RDWR | O_CREAT, 0600, &attr);
	CHECK(q != (mqd_t)-1);
	CHECK_EQ(mq_unlink(name), 0);
	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	CHECK_EQ(setitimer(ITIMER_REAL, &soon, NULL), 0);
	CHECK_ERRNO(mq_receive(q, got, 8, NULL), EINTR);
	CHECK_EQ(mq_receive(q, got, 8, NULL), 4);

	action.sa_flags = SA_RESTART;
	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	CHECK_EQ(setitimer(ITIMER_REAL, &soon, NULL), 0);
	CHECK_EQ(mq_receive(q, got, 8, NULL), 4);
	CHECK_MEM(got, "sent", 4);
}
