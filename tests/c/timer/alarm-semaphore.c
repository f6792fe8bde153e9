/* alarm: a wait for a semaphore ends with EINTR; a handler may post it. */
#include "../check.h"
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/time.h>
#include <time.h>

static sem_t sem;
static volatile sig_atomic_t count, posts;

static void handle(int number)
{
	(void)number;
	count++;
	if (posts) sem_post(&sem);
}

int main(void)
{
	struct sigaction action = { .sa_handler = handle };
	struct itimerval timer = { { 0, 0 }, { 0, 20000 } };
	struct timespec when;

	CHECK_EQ(sem_init(&sem, 0, 0), 0);
	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	CHECK_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
	CHECK_ERRNO(sem_wait(&sem), EINTR);
	CHECK_EQ(clock_gettime(CLOCK_REALTIME, &when), 0);
	when.tv_sec += 10;
	CHECK_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
	CHECK_ERRNO(sem_timedwait(&sem, &when), EINTR);
	CHECK_EQ(count, 2);
	action.sa_flags = SA_RESTART;
	posts = 1;
	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	CHECK_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
	CHECK_EQ(sem_wait(&sem), 0);
	CHECK_EQ(count, 3);
}
