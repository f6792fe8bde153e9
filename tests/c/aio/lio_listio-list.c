/* lio_listio: runs a list, some of which fails, and waits for it or reports its end by a
 * signal. */
#include "../check.h"
#include <aio.h>
#include <signal.h>
#include <time.h>

static volatile sig_atomic_t told;

static void handler(int number)
{
	told = number;
}

int main(void)
{
	char a[5] = "", b[5] = "";
	PUT("f", "one two ");
	int fd = OPEN("f", O_RDWR);
	struct aiocb first = { .aio_fildes = fd, .aio_lio_opcode = LIO_READ, .aio_buf = a,
			       .aio_nbytes = 3 };
	struct aiocb second = { .aio_fildes = fd, .aio_lio_opcode = LIO_READ, .aio_buf = b,
				.aio_nbytes = 3, .aio_offset = 4 };
	struct aiocb third = { .aio_fildes = fd, .aio_lio_opcode = LIO_WRITE, .aio_buf = "three",
			       .aio_nbytes = 5, .aio_offset = 8 };
	struct aiocb nothing = { .aio_fildes = -1, .aio_lio_opcode = LIO_NOP };
	struct aiocb *list[] = { &first, NULL, &second, &nothing, &third };
	first.aio_sigevent.sigev_notify = second.aio_sigevent.sigev_notify =
		third.aio_sigevent.sigev_notify = SIGEV_NONE;

	CHECK_EQ(lio_listio(LIO_WAIT, list, 5, NULL), 0);
	CHECK_STR(a, "one");
	CHECK_STR(b, "two");
	CHECK_EQ(aio_return(&third), 5);
	CHECK_FILE("f", "one two three");

	third.aio_fildes = OPEN("f", O_RDONLY);
	a[0] = '\0';
	CHECK_ERRNO(lio_listio(LIO_WAIT, list, 5, NULL), EIO);
	CHECK_STR(a, "one");
	CHECK_EQ(aio_error(&first), 0);
	CHECK_EQ(aio_return(&first), 3);
	CHECK_EQ(aio_error(&third), EBADF);

	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR2 };
	struct timespec moment = { .tv_nsec = 1000000 };
	CHECK(signal(SIGUSR2, handler) != SIG_ERR);
	CHECK_EQ(lio_listio(LIO_NOWAIT, list, 3, &event), 0);
	for (int i = 0; i < 10000 && !told; i++)
		nanosleep(&moment, NULL);
	CHECK_EQ(told, SIGUSR2);
	CHECK_EQ(aio_return(&second), 3);
	CHECK_ERRNO(lio_listio(77, list, 5, NULL), EINVAL);
}
