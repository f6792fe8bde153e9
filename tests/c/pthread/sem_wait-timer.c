/* sem_wait: a timer's handler can end the wait. */
#include "../check.h"
#include <semaphore.h>
#include <signal.h>
#include <sys/time.h>

static sem_t sem;
static volatile sig_atomic_t calls;

static void post(int number)
{
	(void)number;
	calls++;
	sem_post(&sem);
}

static void arm(void)
{
	struct itimerval soon = { .it_value = { 0, 20000 } };

	CHECK_EQ(setitimer(ITIMER_REAL, &soon, NULL), 0);
}

int main(void)
{
	struct sigaction action = { .sa_handler = post, .sa_flags = SA_RESTART };

	CHECK_EQ(sem_init(&sem, 0, 0), 0);
	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	arm();
	CHECK_EQ(sem_wait(&sem), 0);
	CHECK_EQ(calls, 1);
	CHECK_ERRNO(sem_trywait(&sem), EAGAIN);
}
