/* alarm: ends the wait for a lock, or for the other end of a FIFO. */
#include "../check.h"
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/time.h>

static volatile sig_atomic_t count;
static int unlock = -1;

static void handle(int number)
{
	CHECK_EQ(number, SIGALRM);
	count++;
	if (unlock >= 0) CHECK_EQ(flock(unlock, LOCK_UN), 0);
}

static void soon(int flags)
{
	struct sigaction action = { .sa_handler = handle, .sa_flags = flags };
	struct itimerval timer = { { 0, 0 }, { 0, 20000 } };

	count = 0;
	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	CHECK_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
}

int main(void)
{
	PUT("f", "text");
	int one = OPEN("f", O_RDWR), other = OPEN("f", O_RDWR);
	struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	CHECK_EQ(flock(one, LOCK_EX), 0);
	soon(0);
	CHECK_ERRNO(flock(other, LOCK_EX), EINTR);
	CHECK_EQ(count, 1);
	soon(0);
	CHECK_ERRNO(flock(other, LOCK_EX | LOCK_NB), EWOULDBLOCK);
	unlock = one;
	soon(SA_RESTART);
	CHECK_EQ(flock(other, LOCK_EX), 0);
	CHECK_EQ(count, 1);
	unlock = -1;

	CHECK_EQ(fcntl(one, F_OFD_SETLK, &all), 0);
	soon(0);
	CHECK_ERRNO(fcntl(other, F_OFD_SETLKW, &all), EINTR);
	CHECK_EQ(count, 1);

	CHECK_EQ(mkfifo("fifo", 0600), 0);
	soon(0);
	CHECK_ERRNO(open("fifo", O_RDONLY), EINTR);
	soon(0);
	CHECK_ERRNO(open("fifo", O_WRONLY), EINTR);
	CHECK_EQ(count, 1);
}
