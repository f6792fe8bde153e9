/* rt_tgsigqueueinfo: a signal with data for one thread, also for the thread that sends it. */
#define _GNU_SOURCE
#include "../check.h"
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/syscall.h>
#include <time.h>

static sem_t ready, proceed;
static volatile int handled;
static pid_t receiver;

static void handler(int number)
{
	CHECK_EQ(number, SIGUSR1);
	handled++;
}

static int queue(pid_t process, pid_t thread, int value)
{
	siginfo_t info = { .si_code = SI_QUEUE, .si_pid = getpid(), .si_uid = getuid() };
	info.si_value.sival_int = value;
	return syscall(SYS_rt_tgsigqueueinfo, process, thread, SIGUSR1, &info);
}

static void take(int value)
{
	struct timespec end = { .tv_sec = 10 };
	siginfo_t info;
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	CHECK_EQ(sigtimedwait(&set, &info, &end), SIGUSR1);
	CHECK_EQ(info.si_code, SI_QUEUE);
	CHECK_EQ(info.si_value.sival_int, value);
}

/* This thread alone blocks the signal. */
static void *receive(void *argument)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	CHECK_EQ(pthread_sigmask(SIG_BLOCK, &set, NULL), 0);
	receiver = gettid();
	CHECK_EQ(queue(getpid(), gettid(), 7), 0);
	CHECK_EQ(sem_post(&ready), 0);
	CHECK_EQ(sem_wait(&proceed), 0);
	take(7);
	CHECK_EQ(sem_post(&ready), 0);
	CHECK_EQ(sem_wait(&proceed), 0);
	take(8);
	return argument;
}

int main(void)
{
	pthread_t thread;
	CHECK(signal(SIGUSR1, handler) != SIG_ERR);
	CHECK_EQ(sem_init(&ready, 0, 0), 0);
	CHECK_EQ(sem_init(&proceed, 0, 0), 0);
	CHECK_EQ(pthread_create(&thread, NULL, receive, NULL), 0);
	CHECK_EQ(sem_wait(&ready), 0);
	CHECK_EQ(handled, 0);
	CHECK_EQ(sem_post(&proceed), 0);

	CHECK_EQ(sem_wait(&ready), 0);
	CHECK_ERRNO(queue(getpid() + 1, receiver, 9), ESRCH);
	CHECK_ERRNO(queue(getpid(), 0, 9), EINVAL);
	CHECK_EQ(queue(getpid(), receiver, 8), 0);
	CHECK_EQ(handled, 0);
	CHECK_EQ(sem_post(&proceed), 0);
	CHECK_EQ(pthread_join(thread, NULL), 0);
	CHECK_EQ(handled, 0);
}
