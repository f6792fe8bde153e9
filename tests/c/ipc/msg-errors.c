/* Message queues of System V: EINVAL, ENOMSG, E2BIG, EAGAIN, EEXIST, ENOENT; a key's number. */
#include "../check.h"
#include <sys/msg.h>

static struct message {
	long type;
	char text[10000];
} m;

int main(void)
{
	key_t key = 0x57000000 | (key_t)(getpid() & 0xffffff);
	struct msqid_ds ds;

	CHECK_ERRNO(msgget(key, 0), ENOENT);
	int q = msgget(key, IPC_CREAT | 0600);
	CHECK(q >= 0);
	CHECK_EQ(msgget(key, 0), q);
	CHECK_EQ(msgget(key, IPC_CREAT | 0600), q);
	CHECK_ERRNO(msgget(key, IPC_CREAT | IPC_EXCL | 0600), EEXIST);
	int one = msgget(IPC_PRIVATE, 0600), other = msgget(IPC_PRIVATE, 0600);
	CHECK(one >= 0 && other >= 0 && one != other);
	CHECK_EQ(msgctl(one, IPC_RMID, NULL), 0);
	CHECK_EQ(msgctl(other, IPC_RMID, NULL), 0);

	CHECK_ERRNO(msgrcv(q, &m, 10, 0, IPC_NOWAIT), ENOMSG);
	CHECK_ERRNO(msgsnd(q, &m, 1, 0), EINVAL);
	m.type = 1;
	CHECK_ERRNO(msgsnd(q, &m, sizeof m.text, 0), EINVAL);
	CHECK_EQ(msgsnd(q, &m, 100, IPC_NOWAIT), 0);
	CHECK_ERRNO(msgrcv(q, &m, 99, 0, 0), E2BIG);
	CHECK_ERRNO(msgrcv(q, &m, 100, 2, IPC_NOWAIT), ENOMSG);
	CHECK_EQ(msgrcv(q, &m, 99, 0, MSG_NOERROR), 99);

	CHECK_EQ(msgctl(q, IPC_STAT, &ds), 0);
	ds.msg_qbytes = 1000;
	ds.msg_perm.mode = 0640;
	CHECK_EQ(msgctl(q, IPC_SET, &ds), 0);
	CHECK_EQ(msgctl(q, IPC_STAT, &ds), 0);
	CHECK_EQ(ds.msg_qbytes, 1000);
	CHECK_EQ(ds.msg_perm.mode & 0777, 0640);
	for (int i = 0; i < 10; i++)
		CHECK_EQ(msgsnd(q, &m, 100, IPC_NOWAIT), 0);
	CHECK_ERRNO(msgsnd(q, &m, 1, IPC_NOWAIT), EAGAIN);
	for (int i = 0; i < 10; i++)
		CHECK_EQ(msgrcv(q, &m, 100, 0, IPC_NOWAIT), 100);

	CHECK_EQ(msgctl(q, IPC_RMID, NULL), 0);
	CHECK_ERRNO(msgctl(q, IPC_STAT, &ds), EINVAL);
	CHECK_ERRNO(msgsnd(q, &m, 1, 0), EINVAL);
	CHECK_ERRNO(msgget(key, 0), ENOENT);
	int next = msgget(key, IPC_CREAT | 0600);
	CHECK(next >= 0 && next != q);
	CHECK_ERRNO(msgctl(next, 12345, &ds), EINVAL);
	CHECK_EQ(msgctl(next, IPC_RMID, NULL), 0);
	CHECK_ERRNO(msgctl(-1, IPC_STAT, &ds), EINVAL);
}
