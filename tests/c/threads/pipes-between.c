/* A thread that waits for a pipe, a socket or an event is woken by another one. */
#include "../check.h"
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/socket.h>

#define BYTES 300000

static int ends[2], back[2], pair[2], event;

static void *fill(void *argument)
{
	static char piece[1000];
	(void)argument;
	for (int i = 0; i < BYTES / 1000; i++)
		for (ssize_t done = 0; done < 1000;) {
			ssize_t n = write(ends[1], piece + done, 1000 - done);
			CHECK(n > 0);
			done += n;
		}
	CHECK_EQ(close(ends[1]), 0);
	return NULL;
}

static void *echo(void *argument)
{
	char byte;
	(void)argument;
	while (read(pair[1], &byte, 1) == 1)
		CHECK_EQ(write(pair[1], &byte, 1), 1);
	return NULL;
}

static void *notify(void *argument)
{
	(void)argument;
	for (int i = 0; i < 20; i++) {
		char byte;
		CHECK_EQ(eventfd_write(event, 1), 0);
		CHECK_EQ(read(back[0], &byte, 1), 1);
	}
	return NULL;
}

int main(void)
{
	pthread_t thread;
	static char buffer[7000];
	long got = 0;
	ssize_t n;

	CHECK_EQ(pipe(ends), 0);
	CHECK_EQ(pthread_create(&thread, NULL, fill, NULL), 0);
	while ((n = read(ends[0], buffer, sizeof buffer)) > 0)
		got += n;
	CHECK_EQ(n, 0);
	CHECK_EQ(got, BYTES);
	CHECK_EQ(pthread_join(thread, NULL), 0);

	CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	CHECK_EQ(pthread_create(&thread, NULL, echo, NULL), 0);
	for (int i = 0; i < 50; i++) {
		char out = (char)i, in = -1;
		CHECK_EQ(write(pair[0], &out, 1), 1);
		CHECK_EQ(read(pair[0], &in, 1), 1);
		CHECK_EQ(in, out);
	}
	CHECK_EQ(shutdown(pair[0], SHUT_WR), 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);

	CHECK_EQ(pipe(back), 0);
	CHECK((event = eventfd(0, 0)) >= 0);
	CHECK_EQ(pthread_create(&thread, NULL, notify, NULL), 0);
	for (int i = 0; i < 20; i++) {
		struct pollfd entry = { event, POLLIN, 0 };
		eventfd_t value;
		fd_set set;
		if (i % 2) {
			CHECK_EQ(poll(&entry, 1, -1), 1);
		} else {
			FD_ZERO(&set);
			FD_SET(event, &set);
			CHECK_EQ(select(event + 1, &set, NULL, NULL, NULL), 1);
		}
		CHECK_EQ(eventfd_read(event, &value), 0);
		CHECK_EQ(value, 1);
		CHECK_EQ(write(back[1], "", 1), 1);
	}
	CHECK_EQ(pthread_join(thread, NULL), 0);
}
