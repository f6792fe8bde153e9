/* semop, msgrcv, msgsnd: a timer's handler ends the wait, under SA_RESTART too. */
#include "../check.h"
#include <signal.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/time.h>

static void handler(int number)
{
	(void)number;
}

struct message {
	long type;
	char text[1024];
};

static void soon(int flags)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = flags };
	struct itimerval timer = { .it_value.tv_usec = 30000 };

	CHECK_EQ(sigaction(SIGALRM, &action, NULL), 0);
	CHECK_EQ(setitimer(ITIMER_REAL, &timer, NULL), 0);
}

int main(void)
{
	int set = semget(IPC_PRIVATE, 1, 0600), q = msgget(IPC_PRIVATE, 0600);
	int flags[] = { 0, SA_RESTART };
	struct sembuf down = { 0, -1, 0 };
	struct timespec minute = { 60, 0 };

	for (int i = 0; i < 2; i++) {
		struct message m = { 1, "" };

		soon(flags[i]);
		CHECK_ERRNO(semop(set, &down, 1), EINTR);
		soon(flags[i]);
		CHECK_ERRNO(semtimedop(set, &down, 1, &minute), EINTR);
		soon(flags[i]);
		CHECK_ERRNO(msgrcv(q, &m, sizeof m.text, 0, 0), EINTR);
		while (msgsnd(q, &m, sizeof m.text, IPC_NOWAIT) == 0) {}
		CHECK_EQ(errno, EAGAIN);
		soon(flags[i]);
		CHECK_ERRNO(msgsnd(q, &m, sizeof m.text, 0), EINTR);
		while (msgrcv(q, &m, sizeof m.text, 0, IPC_NOWAIT) > 0) {}
		CHECK_EQ(errno, ENOMSG);
	}
	CHECK_EQ(semctl(set, 0, IPC_RMID), 0);
	CHECK_EQ(msgctl(q, IPC_RMID, NULL), 0);
}
