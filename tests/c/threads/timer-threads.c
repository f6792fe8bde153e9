/* SIGEV_THREAD of timers, message queues and asynchronous I/O: a thread calls the function. */
#include "../check.h"
#include <aio.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <time.h>

static sem_t called;
static pthread_t main_thread;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void notify(union sigval value)
{
	CHECK_EQ(pthread_mutex_lock(&lock), 0);
	CHECK_EQ(value.sival_int, 42);
	CHECK(!pthread_equal(pthread_self(), main_thread));
	CHECK_EQ(pthread_mutex_unlock(&lock), 0);
	CHECK_EQ(sem_post(&called), 0);
}

int main(void)
{
	struct sigevent event = {
		.sigev_notify = SIGEV_THREAD,
		.sigev_notify_function = notify,
		.sigev_value.sival_int = 42,
	};
	struct itimerspec often = {
		.it_value.tv_nsec = 5000000, .it_interval.tv_nsec = 5000000
	};
	struct mq_attr attr = { .mq_maxmsg = 2, .mq_msgsize = 8 };
	char text[8] = "";
	timer_t timer;
	mqd_t queue;
	int fd;

	main_thread = pthread_self();
	CHECK_EQ(sem_init(&called, 0, 0), 0);

	CHECK_EQ(timer_create(CLOCK_MONOTONIC, &event, &timer), 0);
	CHECK_EQ(timer_settime(timer, 0, &often, NULL), 0);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(sem_wait(&called), 0);
	CHECK_EQ(timer_gettime(timer, &often), 0);
	CHECK_EQ(often.it_interval.tv_nsec, 5000000);
	CHECK_EQ(timer_delete(timer), 0);
	while (!sem_trywait(&called))
		;

	/* The function takes a lock that the sender has. */
	mq_unlink("/wasi-sysroot-notify");
	queue = mq_open("/wasi-sysroot-notify", O_RDWR | O_CREAT | O_EXCL, 0600, &attr);
	CHECK(queue != (mqd_t)-1);
	CHECK_EQ(mq_notify(queue, &event), 0);
	CHECK_ERRNO(mq_notify(queue, &event), EBUSY);
	CHECK_EQ(pthread_mutex_lock(&lock), 0);
	CHECK_EQ(mq_send(queue, "one", 4, 0), 0);
	CHECK_EQ(pthread_mutex_unlock(&lock), 0);
	CHECK_EQ(sem_wait(&called), 0);
	CHECK_EQ(mq_receive(queue, text, sizeof text, NULL), 4);
	CHECK_STR(text, "one");
	CHECK_EQ(mq_notify(queue, &event), 0);
	CHECK_EQ(mq_notify(queue, NULL), 0);
	CHECK_EQ(mq_send(queue, "two", 4, 0), 0);
	CHECK_ERRNO(sem_trywait(&called), EAGAIN);
	CHECK_EQ(mq_unlink("/wasi-sysroot-notify"), 0);
	CHECK_EQ(mq_close(queue), 0);

	PUT("file", "content");
	fd = OPEN("file", O_RDONLY);
	struct aiocb request = {
		.aio_fildes = fd, .aio_buf = text, .aio_nbytes = 7, .aio_sigevent = event
	};
	const struct aiocb *list[] = { &request };
	CHECK_EQ(aio_read(&request), 0);
	CHECK_EQ(aio_suspend(list, 1, NULL), 0);
	CHECK_EQ(sem_wait(&called), 0);
	CHECK_EQ(aio_error(&request), 0);
	CHECK_EQ(aio_return(&request), 7);
	CHECK_MEM(text, "content", 7);
	CHECK_EQ(close(fd), 0);
}
