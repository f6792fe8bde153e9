/* shmget, shmat, shmdt, shmctl: one memory, zero at first, that lives until the last detach. */
#include "../check.h"
#include <sys/shm.h>
#include <time.h>

int main(void)
{
	key_t key = 0x59000000 | (key_t)(getpid() & 0xffffff);
	struct shmid_ds ds;
	time_t now = time(NULL);

	CHECK_ERRNO(shmget(key, 100, 0), ENOENT);
	int id = shmget(key, 100000, IPC_CREAT | 0640);
	CHECK(id >= 0);
	CHECK_EQ(shmget(key, 100, 0), id);
	CHECK_ERRNO(shmget(key, 1000000, 0), EINVAL);
	CHECK_ERRNO(shmget(key, 100, IPC_CREAT | IPC_EXCL | 0600), EEXIST);
	CHECK_ERRNO(shmget(IPC_PRIVATE, 0, 0600), EINVAL);

	char *p = shmat(id, NULL, 0), *q = shmat(id, NULL, SHM_RDONLY);
	CHECK(p != (void *)-1);
	CHECK(q != (void *)-1);
	for (int i = 0; i < 100000; i++)
		if (p[i] != 0)
			CHECK_EQ(p[i], 0);
	strcpy(p + 99990, "shared");
	CHECK_STR(q + 99990, "shared");
	CHECK_EQ(shmctl(id, IPC_STAT, &ds), 0);
	CHECK_EQ(ds.shm_segsz, 100000);
	CHECK_EQ(ds.shm_nattch, 2);
	CHECK_EQ(ds.shm_cpid, getpid());
	CHECK_EQ(ds.shm_lpid, getpid());
	CHECK(ds.shm_atime >= now && ds.shm_ctime >= now && ds.shm_dtime == 0);
	CHECK_EQ(ds.shm_perm.mode & 0777, 0640);
	ds.shm_perm.mode = 0600;
	CHECK_EQ(shmctl(id, IPC_SET, &ds), 0);

	CHECK_EQ(shmdt(p), 0);
	CHECK_STR(q + 99990, "shared");
	CHECK_EQ(shmctl(id, IPC_RMID, NULL), 0);
	CHECK_ERRNO(shmget(key, 100, 0), ENOENT);
	CHECK_EQ(shmctl(id, IPC_STAT, &ds), 0);
	CHECK_EQ(ds.shm_nattch, 1);
	CHECK_EQ(ds.shm_perm.mode & 0777, 0600);
	CHECK_EQ(shmdt(q), 0);
	CHECK_ERRNO(shmdt(q), EINVAL);
	CHECK_ERRNO(shmctl(id, IPC_STAT, &ds), EINVAL);
	CHECK_ERRNO(shmat(id, NULL, 0), EINVAL);
	CHECK_ERRNO(shmdt(&ds), EINVAL);
	CHECK_ERRNO(shmctl(-1, IPC_RMID, NULL), EINVAL);
}
