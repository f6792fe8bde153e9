/* The error for several wrong arguments, as on Linux: the number is checked
 * before the descriptor, and an empty request before other errors. */
#include "../check.h"
#include <limits.h>
#include <mqueue.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>

int main(void)
{
	static char name[300];
	static struct pollfd many[5000];
	struct epoll_event event;
	int fds[2], one = 1, file, epoll = epoll_create1(0);
	int s = socket(AF_UNIX, SOCK_STREAM, 0);
	timer_t timer;
	char byte = 0;

	PUT("f", "text");
	file = OPEN("f", O_RDWR);
	CHECK_EQ(pipe(fds), 0);
	CHECK_ERRNO(pread(99, &byte, 1, -1), EINVAL);
	CHECK_ERRNO(pwrite(99, &byte, 1, -1), EINVAL);
	CHECK_ERRNO(pread(fds[0], &byte, 1, -1), EINVAL);
	CHECK_ERRNO(pread(fds[0], &byte, 1, 0), ESPIPE);
	CHECK_ERRNO(ftruncate(99, -1), EINVAL);
	CHECK_ERRNO(fcntl(file, F_GETPIPE_SZ), EBADF);
	CHECK_EQ(fcntl(file, F_GETOWN), 0);
	CHECK_EQ(fcntl(file, F_GETSIG), 0);
	CHECK_EQ(fcntl(file, F_GETLEASE), F_UNLCK);
	CHECK_ERRNO(fcntl(99, F_GETOWN), EBADF);
	CHECK_ERRNO(mknod("k", S_IFDIR | 0755, 0), EPERM);

	CHECK_EQ(splice(99, NULL, 98, NULL, 0, 0), 0);
	CHECK_EQ(tee(99, 98, 0, 0), 0);
	CHECK_ERRNO(splice(fds[0], NULL, fds[1], NULL, 1, 0), EINVAL);
	CHECK_ERRNO(splice(file, NULL, fds[0], NULL, 1, 0), EBADF);
	CHECK_ERRNO(splice(fds[1], NULL, file, NULL, 1, 0), EBADF);
	CHECK_ERRNO(copy_file_range(file, NULL, OPEN("f", O_RDONLY), NULL, 1, 0), EBADF);
	CHECK_ERRNO(copy_file_range(OPEN("f", O_WRONLY), NULL, file, NULL, 1, 0), EBADF);

	CHECK_ERRNO(epoll_wait(epoll, &event, INT_MAX, 0), EINVAL);
	CHECK_ERRNO(setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, (socklen_t)-1), EINVAL);
	CHECK_ERRNO(poll(many, (nfds_t)-1, 0), EINVAL);
	CHECK_ERRNO(getrandom(NULL, 1, 0), EFAULT);
	CHECK_ERRNO(setpgid(-1, 0), EINVAL);
	CHECK_ERRNO(timer_create(CLOCK_MONOTONIC_RAW, NULL, &timer), EOPNOTSUPP);
	CHECK_ERRNO(timer_create(CLOCK_REALTIME_COARSE, NULL, &timer), EOPNOTSUPP);

	memset(name, 'a', sizeof name - 1);
	name[0] = '/';
	CHECK_ERRNO(mq_unlink(name), ENAMETOOLONG);
	int id = shmget(IPC_PRIVATE, 4096, 0600);
	CHECK_EQ(shmctl(id, SHM_LOCK, NULL), 0);
	CHECK_EQ(shmctl(id, SHM_UNLOCK, NULL), 0);
	CHECK_EQ(shmctl(id, IPC_RMID, NULL), 0);
	CHECK_ERRNO(shmctl(id, SHM_LOCK, NULL), EINVAL);
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *p = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK_EQ(mlock(p, page), 0);
	CHECK_ERRNO(madvise(p, page, MADV_DONTNEED), EINVAL);
	CHECK_EQ(munlock(p, page), 0);
	CHECK_EQ(madvise(p, page, MADV_DONTNEED), 0);
	CHECK_EQ(madvise(p, page, MADV_POPULATE_READ), 0);
}
