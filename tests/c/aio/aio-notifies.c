/* The end of an operation is reported by a signal with its value, or by a
 * function. */
#include "../check.h"
#include <aio.h>
#include <signal.h>
#include <time.h>

static volatile sig_atomic_t told, code;
static void *volatile value;

static void handler(int number, siginfo_t *info, void *context)
{
	(void)context;
	code = info->si_code;
	value = info->si_value.sival_ptr;
	told = number;
}

static void function(union sigval with)
{
	value = with.sival_ptr;
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
	char buf[4];
	PUT("f", "text");
	struct aiocb cb = { .aio_fildes = OPEN("f", O_RDONLY), .aio_buf = buf, .aio_nbytes = 4 };
	struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO };

	CHECK_EQ(sigaction(SIGUSR1, &action, NULL), 0);
	cb.aio_sigevent.sigev_notify = SIGEV_SIGNAL;
	cb.aio_sigevent.sigev_signo = SIGUSR1;
	cb.aio_sigevent.sigev_value.sival_ptr = &cb;
	CHECK_EQ(aio_read(&cb), 0);
	await();
	CHECK_EQ(told, SIGUSR1);
	CHECK_EQ(code, SI_ASYNCIO);
	CHECK(value == &cb);
	CHECK_EQ(aio_error(&cb), 0);
	CHECK_EQ(aio_return(&cb), 4);

	told = 0;
	cb.aio_sigevent.sigev_notify = SIGEV_THREAD;
	cb.aio_sigevent.sigev_notify_function = function;
	cb.aio_sigevent.sigev_value.sival_ptr = buf;
	CHECK_EQ(aio_read(&cb), 0);
	await();
	CHECK_EQ(told, -1);
	CHECK(value == buf);
	CHECK_EQ(aio_return(&cb), 4);
}
