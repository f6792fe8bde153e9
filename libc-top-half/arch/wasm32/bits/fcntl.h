/* WASI's fdflags stand in the low bits, its oflags above 12, the access mode above 24. */
#define O_APPEND 0x00000001
#define O_DSYNC 0x00000002
#define O_NONBLOCK 0x00000004
#define O_RSYNC 0x00000008
#define O_SYNC 0x00000010

#define O_CREAT 0x00001000
#define O_DIRECTORY 0x00002000
#define O_EXCL 0x00004000
#define O_TRUNC 0x00008000

#define O_NOCTTY 0x00020000
#define O_ASYNC 0x00040000
#define O_DIRECT 0x00080000
#define O_CLOEXEC 0x00100000
#define O_PATH 0x00200000
#define O_TMPFILE 0x00400000
#define O_NOATIME 0x00800000
#define O_NOFOLLOW 0x01000000
#define O_LARGEFILE 0
#define O_NDELAY O_NONBLOCK

#define F_DUPFD 0
#define F_GETFD 1
#define F_SETFD 2
#define F_GETFL 3
#define F_SETFL 4
#define F_SETOWN 8
#define F_GETOWN 9
#define F_SETSIG 10
#define F_GETSIG 11
#define F_GETLK 12
#define F_SETLK 13
#define F_SETLKW 14
#define F_SETOWN_EX 15
#define F_GETOWN_EX 16
#define F_GETOWNER_UIDS 17
