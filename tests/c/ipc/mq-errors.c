/* Message queues: EAGAIN, EMSGSIZE, EBADF, EINVAL, EEXIST, ENOENT, ETIMEDOUT. */
#include "../check.h"
#include <mqueue.h>
#include <time.h>

int main(void)
{
	char name[64], got[8];
	struct mq_attr attr = { .mq_maxmsg = 1, .mq_msgsize = 8 }, wrong = { .mq_maxmsg = -1,
									     .mq_msgsize = 8 };
	struct timespec past = { .tv_sec = 1 }, odd = { .tv_nsec = -1 }, soon;

	snprintf(name, sizeof name, "/mq-errors-%d", (int)getpid());
	CHECK_ERRNO(mq_open(name, O_RDWR), ENOENT);
	CHECK_ERRNO(mq_unlink(name), ENOENT);
	CHECK_ERRNO(mq_open(name, O_RDWR | O_CREAT, 0600, &wrong), EINVAL);
	mqd_t q = mq_open(name, O_RDWR | O_CREAT | O_NONBLOCK, 0600, &attr);
	CHECK(q != (mqd_t)-1);
	CHECK_ERRNO(mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &attr), EEXIST);
	/* There is no queue with an empty name. */
	CHECK_ERRNO(mq_open("/", O_RDWR), ENOENT);
	CHECK_ERRNO(mq_open("/", O_RDWR | O_CREAT, 0600, &attr), ENOENT);
	CHECK_ERRNO(mq_unlink("/"), ENOENT);
	mqd_t reader = mq_open(name, O_RDONLY), writer = mq_open(name, O_WRONLY);
	CHECK(reader != (mqd_t)-1 && writer != (mqd_t)-1);

	CHECK_ERRNO(mq_receive(q, got, 8, NULL), EAGAIN);
	CHECK_ERRNO(mq_receive(q, got, 7, NULL), EMSGSIZE);
	CHECK_ERRNO(mq_receive(writer, got, 8, NULL), EBADF);
	CHECK_ERRNO(mq_send(reader, "x", 1, 0), EBADF);
	CHECK_ERRNO(mq_send(q, "too long", 9, 0), EMSGSIZE);
	CHECK_ERRNO(mq_send(q, "x", 1, 32768), EINVAL);
	CHECK_ERRNO(mq_send(0, "x", 1, 0), EBADF);
	CHECK_ERRNO(mq_send(999, "x", 1, 0), EBADF);
	CHECK_ERRNO(mq_timedreceive(reader, got, 8, NULL, &past), ETIMEDOUT);
	CHECK_ERRNO(mq_timedreceive(reader, got, 8, NULL, &odd), EINVAL);
	CHECK_EQ(mq_send(writer, "x", 1, 0), 0);
	CHECK_ERRNO(mq_send(q, "x", 1, 0), EAGAIN);
	CHECK_ERRNO(mq_timedsend(writer, "x", 1, 0, &past), ETIMEDOUT);
	CHECK_EQ(mq_receive(reader, got, 8, NULL), 1);
	clock_gettime(CLOCK_REALTIME, &soon);
	struct timespec then = soon;
	if ((then.tv_nsec += 50000000) >= 1000000000) {
		then.tv_nsec -= 1000000000;
		then.tv_sec++;
	}
	CHECK_ERRNO(mq_timedreceive(reader, got, 8, NULL, &then), ETIMEDOUT);
	clock_gettime(CLOCK_REALTIME, &soon);
	CHECK(soon.tv_sec > then.tv_sec || (soon.tv_sec == then.tv_sec && soon.tv_nsec >= then.tv_nsec));

	/* O_NONBLOCK is the descriptor's. */
	struct mq_attr nonblock = { .mq_flags = O_NONBLOCK }, old;
	CHECK_EQ(mq_setattr(reader, &nonblock, &old), 0);
	CHECK_EQ(old.mq_flags, 0);
	CHECK_ERRNO(mq_receive(reader, got, 8, NULL), EAGAIN);
	CHECK_EQ(mq_getattr(writer, &old), 0);
	CHECK_EQ(old.mq_flags, 0);
	CHECK_EQ(mq_close(q), 0);
	CHECK_ERRNO(mq_close(q), EBADF);
	CHECK_EQ(mq_send(writer, "lives", 5, 0), 0);
	CHECK_EQ(mq_unlink(name), 0);
	CHECK_EQ(mq_receive(reader, got, 8, NULL), 5);
}
