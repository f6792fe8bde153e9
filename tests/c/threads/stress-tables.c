/*
 * Eight threads open, duplicate, poll, pass on and close descriptors, in an order of their own.
 * Each looks whether its descriptors are still its own. The argument is the number of rounds.
 */
#include "../check.h"
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/stat.h>

enum { THREADS = 8, SLOTS = 6 };

static int rounds = 300;

/* A descriptor, what it is, and what it must read as. */
struct slot {
	enum { NONE, IS_FILE, IS_PIPE, IS_PAIR } kind;
	int fd, peer;
	char mark;
};

static uint32_t next(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 16;
}

static void make(struct slot *slot, int thread, uint32_t random)
{
	char name[24], mark = (char)random;
	int ends[2];

	slot->kind = 1 + random % 3;
	slot->mark = mark;
	switch (slot->kind) {
	case IS_FILE:
		snprintf(name, sizeof name, "file%d", thread);
		CHECK((slot->fd = open(name, O_RDWR | O_CREAT | O_TRUNC, 0600)) >= 0);
		slot->peer = -1;
		CHECK_EQ(unlink(name), 0);
		return;
	case IS_PIPE:
		CHECK_EQ(pipe(ends), 0);
		break;
	default:
		CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	}
	slot->fd = ends[0];
	slot->peer = ends[1];
}

/* One byte goes through it. */
static void use(struct slot *slot)
{
	struct pollfd entry = { slot->fd, POLLIN, 0 };
	char byte = slot->mark;
	if (slot->kind == IS_FILE) {
		CHECK_EQ(pwrite(slot->fd, &byte, 1, 0), 1);
		byte = 0;
		CHECK_EQ(pread(slot->fd, &byte, 1, 0), 1);
	} else {
		CHECK_EQ(poll(&entry, 1, 0), 0);
		CHECK_EQ(write(slot->peer, &byte, 1), 1);
		byte = 0;
		CHECK_EQ(poll(&entry, 1, -1), 1);
		CHECK_EQ(entry.revents, POLLIN);
		CHECK_EQ(read(slot->fd, &byte, 1), 1);
	}
	CHECK_EQ(byte, slot->mark);
}

/* The descriptor gets another number. */
static void move(struct slot *slot)
{
	int copy = dup(slot->fd);
	CHECK(copy >= 0);
	CHECK_EQ(close(slot->fd), 0);
	slot->fd = copy;
}

static void end(struct slot *slot)
{
	CHECK_EQ(close(slot->fd), 0);
	if (slot->peer >= 0)
		CHECK_EQ(close(slot->peer), 0);
	slot->kind = NONE;
}

static void *work(void *argument)
{
	int thread = (int)(intptr_t)argument;
	uint32_t state = (uint32_t)thread + 1;
	struct slot slots[SLOTS] = { 0 };

	for (int i = 0; i < rounds; i++) {
		struct slot *slot = &slots[next(&state) % SLOTS];
		if (!slot->kind)
			make(slot, thread, next(&state));
		else if (next(&state) % 4)
			use(slot);
		else if (next(&state) % 2)
			move(slot);
		else
			end(slot);
	}
	for (int i = 0; i < SLOTS; i++)
		if (slots[i].kind)
			end(&slots[i]);
	return NULL;
}

int main(int argc, char **argv)
{
	pthread_t threads[THREADS];
	int first = dup(0);

	if (argc > 1)
		rounds = atoi(argv[1]);
	for (intptr_t i = 0; i < THREADS; i++)
		CHECK_EQ(pthread_create(&threads[i], NULL, work, (void *)i), 0);
	for (int i = 0; i < THREADS; i++)
		CHECK_EQ(pthread_join(threads[i], NULL), 0);
	/* All are closed again. */
	CHECK_EQ(dup(0), first + 1);
}
