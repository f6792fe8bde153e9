/* The mode that a name is created with decides who may open it again: here not even its
 * owner, except root. The creating call opens it anyway. */
#include "../check.h"
#include <mqueue.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/stat.h>

static void shared_memory(int mode, int may_read, int may_write)
{
	int fd = shm_open("/modes-count", O_RDWR | O_CREAT | O_EXCL, mode);
	CHECK(fd >= 0);
	CHECK_EQ(ftruncate(fd, 10), 0);
	CHECK_EQ(close(fd), 0);

	if (may_read) {
		fd = shm_open("/modes-count", O_RDONLY, 0);
		CHECK(fd >= 0);
		CHECK_EQ(close(fd), 0);
	} else {
		CHECK_ERRNO(shm_open("/modes-count", O_RDONLY, 0), EACCES);
	}
	if (may_read && may_write) {
		fd = shm_open("/modes-count", O_RDWR | O_CREAT, 0600);
		CHECK(fd >= 0);
		CHECK_EQ(close(fd), 0);
	} else {
		CHECK_ERRNO(shm_open("/modes-count", O_RDWR, 0), EACCES);
		CHECK_ERRNO(shm_open("/modes-count", O_RDWR | O_CREAT | O_TRUNC, 0600), EACCES);
	}
	CHECK_ERRNO(shm_open("/modes-count", O_RDWR | O_CREAT | O_EXCL, 0600), EEXIST);
	CHECK_EQ(shm_unlink("/modes-count"), 0);
}

static void queue(int mode, int may_read, int may_write)
{
	struct mq_attr attr = { .mq_maxmsg = 1, .mq_msgsize = 8 };
	mqd_t q = mq_open("/modes-count", O_RDWR | O_CREAT | O_EXCL, mode, &attr);
	CHECK(q != (mqd_t)-1);
	CHECK_EQ(mq_send(q, "hi", 2, 0), 0);
	CHECK_EQ(mq_close(q), 0);

	static const int flags[] = { O_RDONLY, O_WRONLY, O_RDWR };
	for (int i = 0; i < 3; i++) {
		int may = (i == 1 || may_read) && (i == 0 || may_write);

		if (may) {
			q = mq_open("/modes-count", flags[i]);
			CHECK(q != (mqd_t)-1);
			CHECK_EQ(mq_close(q), 0);
		} else {
			CHECK_ERRNO(mq_open("/modes-count", flags[i]), EACCES);
		}
	}
	CHECK_EQ(mq_unlink("/modes-count"), 0);
}

static void semaphore(int mode, int may)
{
	sem_t *made = sem_open("/modes-count", O_CREAT | O_EXCL, mode, 1);
	CHECK(made != SEM_FAILED);
	CHECK_EQ(sem_close(made), 0);

	sem_t *again = sem_open("/modes-count", 0);
	if (may) {
		CHECK(again != SEM_FAILED);
		CHECK_EQ(sem_close(again), 0);
	} else {
		CHECK(again == SEM_FAILED);
		CHECK_EQ(errno, EACCES);
	}
	CHECK_EQ(sem_unlink("/modes-count"), 0);
}

int main(void)
{
	/* Natively, root, which has all rights, changes to another user. */
	if (geteuid() == 0)
		CHECK_EQ(seteuid(1000), 0);
	umask(022);
	shared_memory(0, 0, 0);
	shared_memory(0400, 1, 0);
	shared_memory(0600, 1, 1);
	queue(0, 0, 0);
	queue(0400, 1, 0);
	queue(0200, 0, 1);
	queue(0644, 1, 1);
	semaphore(0, 0);
	semaphore(0400, 0);
	semaphore(0600, 1);
	return 0;
}
