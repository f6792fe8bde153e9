/*
 * A handler ends the calls that another thread waits in: pipes, sockets, poll, pause, message
 * queues, sleeping, asynchronous input. Reading continues under SA_RESTART.
 */
#include "../check.h"
#include <aio.h>
#include <mqueue.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <time.h>

static sem_t ready;
static volatile int handled;
static int ends[2], sockets[2];
static mqd_t queue;

static void handler(int number)
{
	CHECK_EQ(number, SIGUSR1);
	handled++;
}

static void moment(void)
{
	struct timespec time = { .tv_nsec = 30000000 };
	CHECK_EQ(nanosleep(&time, NULL), 0);
}

static void reads(void)
{
	char byte;
	CHECK_ERRNO(read(ends[0], &byte, 1), EINTR);
}

static void receives(void)
{
	char byte;
	CHECK_ERRNO(recv(sockets[0], &byte, 1, 0), EINTR);
}

static void polls(void)
{
	struct pollfd entry = { ends[0], POLLIN, 0 };
	CHECK_ERRNO(poll(&entry, 1, -1), EINTR);
}

static void polls_for_an_hour(void)
{
	struct pollfd entry = { sockets[0], POLLIN, 0 };
	CHECK_ERRNO(poll(&entry, 1, 3600000), EINTR);
}

static void selects(void)
{
	fd_set set;
	FD_ZERO(&set);
	FD_SET(ends[0], &set);
	CHECK_ERRNO(select(ends[0] + 1, &set, NULL, NULL, NULL), EINTR);
}

static void pauses(void)
{
	CHECK_ERRNO(pause(), EINTR);
}

static void receives_a_message(void)
{
	char text[8];
	CHECK_ERRNO(mq_receive(queue, text, sizeof text, NULL), EINTR);
}

static void sleeps(void)
{
	struct timespec hour = { .tv_sec = 3600 }, left;
	CHECK_EQ(clock_nanosleep(CLOCK_MONOTONIC, 0, &hour, &left), EINTR);
	CHECK(left.tv_sec > 3500 && left.tv_sec < 3600);
}

static void sleeps_in_seconds(void)
{
	CHECK(sleep(3600) > 3500);
}

static void (*const calls[])(void) = {
	reads, receives, polls, polls_for_an_hour, selects, pauses, receives_a_message,
	sleeps, sleeps_in_seconds,
};

static void *run(void *call)
{
	CHECK_EQ(sem_post(&ready), 0);
	(*(void (*const *)(void))call)();
	return NULL;
}

static void *reads_on(void *argument)
{
	char byte;
	CHECK_EQ(sem_post(&ready), 0);
	CHECK_EQ(read(ends[0], &byte, 1), 1);
	CHECK_EQ(handled, 1);
	return argument;
}

static void *suspends(void *list)
{
	CHECK_EQ(sem_post(&ready), 0);
	CHECK_ERRNO(aio_suspend(list, 1, NULL), EINTR);
	return NULL;
}

int main(void)
{
	struct sigaction action = { .sa_handler = handler };
	struct mq_attr attr = { .mq_maxmsg = 1, .mq_msgsize = 8 };
	struct aiocb request = { .aio_sigevent.sigev_notify = SIGEV_NONE };
	const struct aiocb *list[] = { &request };
	pthread_t thread;
	char byte;

	CHECK_EQ(sem_init(&ready, 0, 0), 0);
	CHECK_EQ(pipe(ends), 0);
	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets), 0);
	mq_unlink("/wasi-sysroot-calls");
	queue = mq_open("/wasi-sysroot-calls", O_RDWR | O_CREAT | O_EXCL, 0600, &attr);
	CHECK(queue != (mqd_t)-1);
	CHECK_EQ(mq_unlink("/wasi-sysroot-calls"), 0);
	CHECK_EQ(sigaction(SIGUSR1, &action, NULL), 0);

	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		handled = 0;
		CHECK_EQ(pthread_create(&thread, NULL, run, (void *)&calls[i]), 0);
		CHECK_EQ(sem_wait(&ready), 0);
		moment();
		CHECK_EQ(pthread_kill(thread, SIGUSR1), 0);
		CHECK_EQ(pthread_join(thread, NULL), 0);
		CHECK_EQ(handled, 1);
	}

	handled = 0;
	request.aio_fildes = ends[0];
	request.aio_buf = &byte;
	request.aio_nbytes = 1;
	CHECK_EQ(aio_read(&request), 0);
	CHECK_EQ(aio_error(&request), EINPROGRESS);
	CHECK_EQ(pthread_create(&thread, NULL, suspends, list), 0);
	CHECK_EQ(sem_wait(&ready), 0);
	moment();
	CHECK_EQ(pthread_kill(thread, SIGUSR1), 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);
	CHECK_EQ(write(ends[1], "x", 1), 1);
	while (aio_error(&request) == EINPROGRESS)
		moment();
	CHECK_EQ(aio_return(&request), 1);
	CHECK_EQ(byte, 'x');

	action.sa_flags = SA_RESTART;
	CHECK_EQ(sigaction(SIGUSR1, &action, NULL), 0);
	handled = 0;
	CHECK_EQ(pthread_create(&thread, NULL, reads_on, NULL), 0);
	CHECK_EQ(sem_wait(&ready), 0);
	moment();
	CHECK_EQ(pthread_kill(thread, SIGUSR1), 0);
	moment();
	CHECK_EQ(write(ends[1], "x", 1), 1);
	CHECK_EQ(pthread_join(thread, NULL), 0);
}
