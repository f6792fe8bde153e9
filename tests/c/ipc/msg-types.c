/* msgsnd, msgrcv: by order, by type, by another type, by the lowest type. */
#define _GNU_SOURCE
#include "../check.h"
#include <sys/msg.h>
#include <time.h>

struct message {
	long type;
	char text[16];
};

static void put(int q, long type, const char *text)
{
	struct message m = { .type = type };

	strcpy(m.text, text);
	CHECK_EQ(msgsnd(q, &m, strlen(text), 0), 0);
}

static void take(int q, long type, int flags, long want_type, const char *want)
{
	struct message m = { 0 };

	CHECK_EQ(msgrcv(q, &m, sizeof m.text, type, flags), strlen(want));
	CHECK_EQ(m.type, want_type);
	CHECK_STR(m.text, want);
}

int main(void)
{
	int q = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
	struct msqid_ds ds;
	time_t now = time(NULL);

	CHECK(q >= 0);
	put(q, 3, "three");
	put(q, 1, "one");
	put(q, 2, "two");
	put(q, 1, "uno");
	put(q, 5, "");
	CHECK_EQ(msgctl(q, IPC_STAT, &ds), 0);
	CHECK_EQ(ds.msg_qnum, 5);
	CHECK(ds.msg_qbytes > 0);
	CHECK_EQ(ds.msg_lspid, getpid());
	CHECK_EQ(ds.msg_lrpid, 0);
	CHECK(ds.msg_stime >= now && ds.msg_ctime >= now && ds.msg_rtime == 0);
	CHECK_EQ(ds.msg_perm.mode & 0777, 0600);
	CHECK_EQ(ds.msg_perm.uid, geteuid());

	take(q, 2, 0, 2, "two");
	take(q, -4, 0, 1, "one");
	take(q, 3, MSG_EXCEPT, 1, "uno");
	take(q, 0, 0, 3, "three");
	take(q, 0, 0, 5, "");
	CHECK_EQ(msgctl(q, IPC_STAT, &ds), 0);
	CHECK_EQ(ds.msg_qnum, 0);
	CHECK_EQ(ds.msg_lrpid, getpid());
	CHECK(ds.msg_rtime >= now);
	CHECK_EQ(msgctl(q, IPC_RMID, NULL), 0);
}
