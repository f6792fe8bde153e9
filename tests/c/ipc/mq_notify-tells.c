/* mq_notify: reports a message to the empty queue once, by a signal or a function. */
#include "../check.h"
#include <mqueue.h>
#include <poll.h>
#include <signal.h>
#include <time.h>

static volatile sig_atomic_t told, code, value;

static void handler(int number, siginfo_t *info, void *context)
{
	(void)context;
	code = info->si_code;
	value = info->si_value.sival_int;
	told += number;
}

static void function(union sigval with)
{
	value = with.sival_int;
	told = -1;
}

static void await(void)
{
	struct timespec moment = { .tv_nsec = 1000000 };

	for (int i = 0; i < 10000 && !told; i++)
		nanosleep(&moment, NULL);
}

int main(void)
{
	char name[64], got[8];
	struct mq_attr attr = { .mq_maxmsg = 3, .mq_msgsize = 8 };
	struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO };
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };

	snprintf(name, sizeof name, "/mq_notify-tells-%d", (int)getpid());
	mqd_t q = mq_open(name, O_RDWR | O_CREAT, 0600, &attr);
	CHECK(q != (mqd_t)-1);
	CHECK_EQ(mq_unlink(name), 0);
	CHECK_EQ(sigaction(SIGUSR1, &action, NULL), 0);
	event.sigev_value.sival_int = 77;
	CHECK_EQ(mq_notify(q, &event), 0);
	CHECK_ERRNO(mq_notify(q, &event), EBUSY);
	struct pollfd fd = { .fd = q, .events = POLLIN | POLLOUT };
	CHECK_EQ(poll(&fd, 1, 0), 1);
	CHECK_EQ(fd.revents, POLLOUT);
	CHECK_EQ(mq_send(q, "a", 1, 0), 0);
	await();
	CHECK_EQ(told, SIGUSR1);
	CHECK_EQ(code, SI_MESGQ);
	CHECK_EQ(value, 77);
	CHECK_EQ(poll(&fd, 1, 0), 1);
	CHECK_EQ(fd.revents, POLLIN | POLLOUT);

	/* Once, and only when the queue was empty. */
	CHECK_EQ(mq_notify(q, &event), 0);
	CHECK_EQ(mq_send(q, "b", 1, 0), 0);
	CHECK_EQ(mq_receive(q, got, 8, NULL), 1);
	CHECK_EQ(mq_receive(q, got, 8, NULL), 1);
	CHECK_EQ(told, SIGUSR1);
	CHECK_EQ(mq_notify(q, NULL), 0);
	CHECK_EQ(mq_send(q, "c", 1, 0), 0);
	CHECK_EQ(mq_receive(q, got, 8, NULL), 1);
	CHECK_EQ(told, SIGUSR1);

	told = 0;
	event.sigev_notify = SIGEV_THREAD;
	event.sigev_notify_function = function;
	CHECK_EQ(mq_notify(q, &event), 0);
	CHECK_EQ(mq_send(q, "d", 1, 0), 0);
	await();
	CHECK_EQ(told, -1);
	CHECK_EQ(value, 77);
	event.sigev_notify = 99;
	CHECK_ERRNO(mq_notify(q, &event), EINVAL);
	CHECK_EQ(mq_close(q), 0);
}
