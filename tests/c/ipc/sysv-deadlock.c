/* msgrcv, msgsnd, semop: a wait that nothing could end fails with EDEADLK. */
#include "../check.h"
#include <sys/msg.h>
#include <sys/sem.h>

int main(void)
{
	struct {
		long type;
		char text[8192];
	} m = { .type = 1 };
	int q = msgget(IPC_PRIVATE, 0600), set = semget(IPC_PRIVATE, 1, 0600);
	struct sembuf down = { 0, -1, 0 };

	CHECK_ERRNO(msgrcv(q, &m, sizeof m.text, 0, 0), EDEADLK);
	CHECK_EQ(msgsnd(q, &m, sizeof m.text, 0), 0);
	CHECK_EQ(msgsnd(q, &m, sizeof m.text, 0), 0);
	CHECK_ERRNO(msgsnd(q, &m, 1, 0), EDEADLK);
	CHECK_EQ(msgrcv(q, &m, sizeof m.text, 0, 0), sizeof m.text);
	CHECK_ERRNO(semop(set, &down, 1), EDEADLK);
	CHECK_EQ(semctl(set, 0, GETVAL), 0);
}
