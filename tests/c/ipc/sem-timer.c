/* semop, msgrcv: a timer's handler ends the wait. */
#include "../check.h"
#include <signal.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/time.h>

static void handler(int number)
{
	(void)number;
}

int main(void)
{
	int set = semget(IPC_PRIVATE, 1, 0600), q = msgget(IPC_PRIVATE, 0600);
	struct sembuf down = { 0, -1, 0 };
	struct {
		long type;
		char text[8];
	} m;
	struct sigaction action = { .sa_handler = handler };
	struct itimerval soon = { .it_value.tv_usec = 30000 };

	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	CHECK_EQ(setitimer(ITIMER_REAL, &soon, NULL), 0);
	CHECK_ERRNO(semop(set, &down, 1), EINTR);
	CHECK_EQ(setitimer(ITIMER_REAL, &soon, NULL), 0);
	CHECK_ERRNO(msgrcv(q, &m, sizeof m.text, 0, 0), EINTR);
	CHECK_EQ(semctl(set, 0, IPC_RMID), 0);
	CHECK_EQ(msgctl(q, IPC_RMID, NULL), 0);
}
