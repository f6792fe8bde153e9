#ifndef __wasi_api_h
#define __wasi_api_h

/* WASI preview1, snapshot_preview1.witx in C. */

#ifndef __wasi__
#error "<wasi/api.h> is for WASI targets."
#endif

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef __SIZE_TYPE__ __wasi_size_t;
typedef uint64_t __wasi_filesize_t;
typedef uint64_t __wasi_timestamp_t;

typedef uint32_t __wasi_clockid_t;
#define __WASI_CLOCKID_REALTIME ((__wasi_clockid_t)0)
#define __WASI_CLOCKID_MONOTONIC ((__wasi_clockid_t)1)
#define __WASI_CLOCKID_PROCESS_CPUTIME_ID ((__wasi_clockid_t)2)
#define __WASI_CLOCKID_THREAD_CPUTIME_ID ((__wasi_clockid_t)3)

typedef uint16_t __wasi_errno_t;
#define __WASI_ERRNO_SUCCESS ((__wasi_errno_t)0)
#define __WASI_ERRNO_2BIG ((__wasi_errno_t)1)
#define __WASI_ERRNO_ACCES ((__wasi_errno_t)2)
#define __WASI_ERRNO_ADDRINUSE ((__wasi_errno_t)3)
#define __WASI_ERRNO_ADDRNOTAVAIL ((__wasi_errno_t)4)
#define __WASI_ERRNO_AFNOSUPPORT ((__wasi_errno_t)5)
#define __WASI_ERRNO_AGAIN ((__wasi_errno_t)6)
#define __WASI_ERRNO_ALREADY ((__wasi_errno_t)7)
#define __WASI_ERRNO_BADF ((__wasi_errno_t)8)
#define __WASI_ERRNO_BADMSG ((__wasi_errno_t)9)
#define __WASI_ERRNO_BUSY ((__wasi_errno_t)10)
#define __WASI_ERRNO_CANCELED ((__wasi_errno_t)11)
#define __WASI_ERRNO_CHILD ((__wasi_errno_t)12)
#define __WASI_ERRNO_CONNABORTED ((__wasi_errno_t)13)
#define __WASI_ERRNO_CONNREFUSED ((__wasi_errno_t)14)
#define __WASI_ERRNO_CONNRESET ((__wasi_errno_t)15)
#define __WASI_ERRNO_DEADLK ((__wasi_errno_t)16)
#define __WASI_ERRNO_DESTADDRREQ ((__wasi_errno_t)17)
#define __WASI_ERRNO_DOM ((__wasi_errno_t)18)
#define __WASI_ERRNO_DQUOT ((__wasi_errno_t)19)
#define __WASI_ERRNO_EXIST ((__wasi_errno_t)20)
#define __WASI_ERRNO_FAULT ((__wasi_errno_t)21)
#define __WASI_ERRNO_FBIG ((__wasi_errno_t)22)
#define __WASI_ERRNO_HOSTUNREACH ((__wasi_errno_t)23)
#define __WASI_ERRNO_IDRM ((__wasi_errno_t)24)
#define __WASI_ERRNO_ILSEQ ((__wasi_errno_t)25)
#define __WASI_ERRNO_INPROGRESS ((__wasi_errno_t)26)
#define __WASI_ERRNO_INTR ((__wasi_errno_t)27)
#define __WASI_ERRNO_INVAL ((__wasi_errno_t)28)
#define __WASI_ERRNO_IO ((__wasi_errno_t)29)
#define __WASI_ERRNO_ISCONN ((__wasi_errno_t)30)
#define __WASI_ERRNO_ISDIR ((__wasi_errno_t)31)
#define __WASI_ERRNO_LOOP ((__wasi_errno_t)32)
#define __WASI_ERRNO_MFILE ((__wasi_errno_t)33)
#define __WASI_ERRNO_MLINK ((__wasi_errno_t)34)
#define __WASI_ERRNO_MSGSIZE ((__wasi_errno_t)35)
#define __WASI_ERRNO_MULTIHOP ((__wasi_errno_t)36)
#define __WASI_ERRNO_NAMETOOLONG ((__wasi_errno_t)37)
#define __WASI_ERRNO_NETDOWN ((__wasi_errno_t)38)
#define __WASI_ERRNO_NETRESET ((__wasi_errno_t)39)
#define __WASI_ERRNO_NETUNREACH ((__wasi_errno_t)40)
#define __WASI_ERRNO_NFILE ((__wasi_errno_t)41)
#define __WASI_ERRNO_NOBUFS ((__wasi_errno_t)42)
#define __WASI_ERRNO_NODEV ((__wasi_errno_t)43)
#define __WASI_ERRNO_NOENT ((__wasi_errno_t)44)
#define __WASI_ERRNO_NOEXEC ((__wasi_errno_t)45)
#define __WASI_ERRNO_NOLCK ((__wasi_errno_t)46)
#define __WASI_ERRNO_NOLINK ((__wasi_errno_t)47)
#define __WASI_ERRNO_NOMEM ((__wasi_errno_t)48)
#define __WASI_ERRNO_NOMSG ((__wasi_errno_t)49)
#define __WASI_ERRNO_NOPROTOOPT ((__wasi_errno_t)50)
#define __WASI_ERRNO_NOSPC ((__wasi_errno_t)51)
#define __WASI_ERRNO_NOSYS ((__wasi_errno_t)52)
#define __WASI_ERRNO_NOTCONN ((__wasi_errno_t)53)
#define __WASI_ERRNO_NOTDIR ((__wasi_errno_t)54)
#define __WASI_ERRNO_NOTEMPTY ((__wasi_errno_t)55)
#define __WASI_ERRNO_NOTRECOVERABLE ((__wasi_errno_t)56)
#define __WASI_ERRNO_NOTSOCK ((__wasi_errno_t)57)
#define __WASI_ERRNO_NOTSUP ((__wasi_errno_t)58)
#define __WASI_ERRNO_NOTTY ((__wasi_errno_t)59)
#define __WASI_ERRNO_NXIO ((__wasi_errno_t)60)
#define __WASI_ERRNO_OVERFLOW ((__wasi_errno_t)61)
#define __WASI_ERRNO_OWNERDEAD ((__wasi_errno_t)62)
#define __WASI_ERRNO_PERM ((__wasi_errno_t)63)
#define __WASI_ERRNO_PIPE ((__wasi_errno_t)64)
#define __WASI_ERRNO_PROTO ((__wasi_errno_t)65)
#define __WASI_ERRNO_PROTONOSUPPORT ((__wasi_errno_t)66)
#define __WASI_ERRNO_PROTOTYPE ((__wasi_errno_t)67)
#define __WASI_ERRNO_RANGE ((__wasi_errno_t)68)
#define __WASI_ERRNO_ROFS ((__wasi_errno_t)69)
#define __WASI_ERRNO_SPIPE ((__wasi_errno_t)70)
#define __WASI_ERRNO_SRCH ((__wasi_errno_t)71)
#define __WASI_ERRNO_STALE ((__wasi_errno_t)72)
#define __WASI_ERRNO_TIMEDOUT ((__wasi_errno_t)73)
#define __WASI_ERRNO_TXTBSY ((__wasi_errno_t)74)
#define __WASI_ERRNO_XDEV ((__wasi_errno_t)75)
#define __WASI_ERRNO_NOTCAPABLE ((__wasi_errno_t)76)

typedef uint64_t __wasi_rights_t;
#define __WASI_RIGHTS_FD_DATASYNC ((__wasi_rights_t)1 << 0)
#define __WASI_RIGHTS_FD_READ ((__wasi_rights_t)1 << 1)
#define __WASI_RIGHTS_FD_SEEK ((__wasi_rights_t)1 << 2)
#define __WASI_RIGHTS_FD_FDSTAT_SET_FLAGS ((__wasi_rights_t)1 << 3)
#define __WASI_RIGHTS_FD_SYNC ((__wasi_rights_t)1 << 4)
#define __WASI_RIGHTS_FD_TELL ((__wasi_rights_t)1 << 5)
#define __WASI_RIGHTS_FD_WRITE ((__wasi_rights_t)1 << 6)
#define __WASI_RIGHTS_FD_ADVISE ((__wasi_rights_t)1 << 7)
#define __WASI_RIGHTS_FD_ALLOCATE ((__wasi_rights_t)1 << 8)
#define __WASI_RIGHTS_PATH_CREATE_DIRECTORY ((__wasi_rights_t)1 << 9)
#define __WASI_RIGHTS_PATH_CREATE_FILE ((__wasi_rights_t)1 << 10)
#define __WASI_RIGHTS_PATH_LINK_SOURCE ((__wasi_rights_t)1 << 11)
#define __WASI_RIGHTS_PATH_LINK_TARGET ((__wasi_rights_t)1 << 12)
#define __WASI_RIGHTS_PATH_OPEN ((__wasi_rights_t)1 << 13)
#define __WASI_RIGHTS_FD_READDIR ((__wasi_rights_t)1 << 14)
#define __WASI_RIGHTS_PATH_READLINK ((__wasi_rights_t)1 << 15)
#define __WASI_RIGHTS_PATH_RENAME_SOURCE ((__wasi_rights_t)1 << 16)
#define __WASI_RIGHTS_PATH_RENAME_TARGET ((__wasi_rights_t)1 << 17)
#define __WASI_RIGHTS_PATH_FILESTAT_GET ((__wasi_rights_t)1 << 18)
#define __WASI_RIGHTS_PATH_FILESTAT_SET_SIZE ((__wasi_rights_t)1 << 19)
#define __WASI_RIGHTS_PATH_FILESTAT_SET_TIMES ((__wasi_rights_t)1 << 20)
#define __WASI_RIGHTS_FD_FILESTAT_GET ((__wasi_rights_t)1 << 21)
#define __WASI_RIGHTS_FD_FILESTAT_SET_SIZE ((__wasi_rights_t)1 << 22)
#define __WASI_RIGHTS_FD_FILESTAT_SET_TIMES ((__wasi_rights_t)1 << 23)
#define __WASI_RIGHTS_PATH_SYMLINK ((__wasi_rights_t)1 << 24)
#define __WASI_RIGHTS_PATH_REMOVE_DIRECTORY ((__wasi_rights_t)1 << 25)
#define __WASI_RIGHTS_PATH_UNLINK_FILE ((__wasi_rights_t)1 << 26)
#define __WASI_RIGHTS_POLL_FD_READWRITE ((__wasi_rights_t)1 << 27)
#define __WASI_RIGHTS_SOCK_SHUTDOWN ((__wasi_rights_t)1 << 28)
#define __WASI_RIGHTS_SOCK_ACCEPT ((__wasi_rights_t)1 << 29)

typedef int __wasi_fd_t;

typedef struct __wasi_iovec_t {
	uint8_t *buf;
	__wasi_size_t buf_len;
} __wasi_iovec_t;

typedef struct __wasi_ciovec_t {
	const uint8_t *buf;
	__wasi_size_t buf_len;
} __wasi_ciovec_t;

typedef int64_t __wasi_filedelta_t;

typedef uint8_t __wasi_whence_t;
#define __WASI_WHENCE_SET ((__wasi_whence_t)0)
#define __WASI_WHENCE_CUR ((__wasi_whence_t)1)
#define __WASI_WHENCE_END ((__wasi_whence_t)2)

typedef uint64_t __wasi_dircookie_t;
#define __WASI_DIRCOOKIE_START ((__wasi_dircookie_t)0)

typedef uint32_t __wasi_dirnamlen_t;
typedef uint64_t __wasi_inode_t;

typedef uint8_t __wasi_filetype_t;
#define __WASI_FILETYPE_UNKNOWN ((__wasi_filetype_t)0)
#define __WASI_FILETYPE_BLOCK_DEVICE ((__wasi_filetype_t)1)
#define __WASI_FILETYPE_CHARACTER_DEVICE ((__wasi_filetype_t)2)
#define __WASI_FILETYPE_DIRECTORY ((__wasi_filetype_t)3)
#define __WASI_FILETYPE_REGULAR_FILE ((__wasi_filetype_t)4)
#define __WASI_FILETYPE_SOCKET_DGRAM ((__wasi_filetype_t)5)
#define __WASI_FILETYPE_SOCKET_STREAM ((__wasi_filetype_t)6)
#define __WASI_FILETYPE_SYMBOLIC_LINK ((__wasi_filetype_t)7)

typedef struct __wasi_dirent_t {
	__wasi_dircookie_t d_next;
	__wasi_inode_t d_ino;
	__wasi_dirnamlen_t d_namlen;
	__wasi_filetype_t d_type;
} __wasi_dirent_t;

typedef uint8_t __wasi_advice_t;
#define __WASI_ADVICE_NORMAL ((__wasi_advice_t)0)
#define __WASI_ADVICE_SEQUENTIAL ((__wasi_advice_t)1)
#define __WASI_ADVICE_RANDOM ((__wasi_advice_t)2)
#define __WASI_ADVICE_WILLNEED ((__wasi_advice_t)3)
#define __WASI_ADVICE_DONTNEED ((__wasi_advice_t)4)
#define __WASI_ADVICE_NOREUSE ((__wasi_advice_t)5)

typedef uint16_t __wasi_fdflags_t;
#define __WASI_FDFLAGS_APPEND ((__wasi_fdflags_t)1 << 0)
#define __WASI_FDFLAGS_DSYNC ((__wasi_fdflags_t)1 << 1)
#define __WASI_FDFLAGS_NONBLOCK ((__wasi_fdflags_t)1 << 2)
#define __WASI_FDFLAGS_RSYNC ((__wasi_fdflags_t)1 << 3)
#define __WASI_FDFLAGS_SYNC ((__wasi_fdflags_t)1 << 4)

typedef struct __wasi_fdstat_t {
	__wasi_filetype_t fs_filetype;
	__wasi_fdflags_t fs_flags;
	__wasi_rights_t fs_rights_base;
	__wasi_rights_t fs_rights_inheriting;
} __wasi_fdstat_t;

typedef uint64_t __wasi_device_t;

typedef uint16_t __wasi_fstflags_t;
#define __WASI_FSTFLAGS_ATIM ((__wasi_fstflags_t)1 << 0)
#define __WASI_FSTFLAGS_ATIM_NOW ((__wasi_fstflags_t)1 << 1)
#define __WASI_FSTFLAGS_MTIM ((__wasi_fstflags_t)1 << 2)
#define __WASI_FSTFLAGS_MTIM_NOW ((__wasi_fstflags_t)1 << 3)

typedef uint32_t __wasi_lookupflags_t;
#define __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW ((__wasi_lookupflags_t)1 << 0)

typedef uint16_t __wasi_oflags_t;
#define __WASI_OFLAGS_CREAT ((__wasi_oflags_t)1 << 0)
#define __WASI_OFLAGS_DIRECTORY ((__wasi_oflags_t)1 << 1)
#define __WASI_OFLAGS_EXCL ((__wasi_oflags_t)1 << 2)
#define __WASI_OFLAGS_TRUNC ((__wasi_oflags_t)1 << 3)

typedef uint64_t __wasi_linkcount_t;

typedef struct __wasi_filestat_t {
	__wasi_device_t dev;
	__wasi_inode_t ino;
	__wasi_filetype_t filetype;
	__wasi_linkcount_t nlink;
	__wasi_filesize_t size;
	__wasi_timestamp_t atim;
	__wasi_timestamp_t mtim;
	__wasi_timestamp_t ctim;
} __wasi_filestat_t;

typedef uint64_t __wasi_userdata_t;

typedef uint8_t __wasi_eventtype_t;
#define __WASI_EVENTTYPE_CLOCK ((__wasi_eventtype_t)0)
#define __WASI_EVENTTYPE_FD_READ ((__wasi_eventtype_t)1)
#define __WASI_EVENTTYPE_FD_WRITE ((__wasi_eventtype_t)2)

typedef uint16_t __wasi_eventrwflags_t;
#define __WASI_EVENTRWFLAGS_FD_READWRITE_HANGUP ((__wasi_eventrwflags_t)1 << 0)

typedef struct __wasi_event_fd_readwrite_t {
	__wasi_filesize_t nbytes;
	__wasi_eventrwflags_t flags;
} __wasi_event_fd_readwrite_t;

typedef struct __wasi_event_t {
	__wasi_userdata_t userdata;
	__wasi_errno_t error;
	__wasi_eventtype_t type;
	__wasi_event_fd_readwrite_t fd_readwrite;
} __wasi_event_t;

typedef uint16_t __wasi_subclockflags_t;
#define __WASI_SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME ((__wasi_subclockflags_t)1 << 0)

typedef struct __wasi_subscription_clock_t {
	__wasi_clockid_t id;
	__wasi_timestamp_t timeout;
	__wasi_timestamp_t precision;
	__wasi_subclockflags_t flags;
} __wasi_subscription_clock_t;

typedef struct __wasi_subscription_fd_readwrite_t {
	__wasi_fd_t file_descriptor;
} __wasi_subscription_fd_readwrite_t;

typedef union __wasi_subscription_u_u_t {
	__wasi_subscription_clock_t clock;
	__wasi_subscription_fd_readwrite_t fd_read;
	__wasi_subscription_fd_readwrite_t fd_write;
} __wasi_subscription_u_u_t;

typedef struct __wasi_subscription_u_t {
	uint8_t tag;
	__wasi_subscription_u_u_t u;
} __wasi_subscription_u_t;

typedef struct __wasi_subscription_t {
	__wasi_userdata_t userdata;
	__wasi_subscription_u_t u;
} __wasi_subscription_t;

typedef uint32_t __wasi_exitcode_t;

typedef uint16_t __wasi_riflags_t;
#define __WASI_RIFLAGS_RECV_PEEK ((__wasi_riflags_t)1 << 0)
#define __WASI_RIFLAGS_RECV_WAITALL ((__wasi_riflags_t)1 << 1)

typedef uint16_t __wasi_roflags_t;
#define __WASI_ROFLAGS_RECV_DATA_TRUNCATED ((__wasi_roflags_t)1 << 0)

typedef uint16_t __wasi_siflags_t;

typedef uint8_t __wasi_sdflags_t;
#define __WASI_SDFLAGS_RD ((__wasi_sdflags_t)1 << 0)
#define __WASI_SDFLAGS_WR ((__wasi_sdflags_t)1 << 1)

typedef uint8_t __wasi_preopentype_t;
#define __WASI_PREOPENTYPE_DIR ((__wasi_preopentype_t)0)

typedef struct __wasi_prestat_dir_t {
	__wasi_size_t pr_name_len;
} __wasi_prestat_dir_t;

typedef union __wasi_prestat_u_t {
	__wasi_prestat_dir_t dir;
} __wasi_prestat_u_t;

typedef struct __wasi_prestat_t {
	uint8_t tag;
	__wasi_prestat_u_t u;
} __wasi_prestat_t;

/* The functions of the interface. Strings end with NUL; results that are not the
 * error go through the last pointers. */

__wasi_errno_t __wasi_args_get(uint8_t **argv, uint8_t *argv_buf);
__wasi_errno_t __wasi_args_sizes_get(__wasi_size_t *argc, __wasi_size_t *argv_buf_size);
__wasi_errno_t __wasi_environ_get(uint8_t **environ, uint8_t *environ_buf);
__wasi_errno_t __wasi_environ_sizes_get(__wasi_size_t *count, __wasi_size_t *environ_buf_size);
__wasi_errno_t __wasi_clock_res_get(__wasi_clockid_t id, __wasi_timestamp_t *resolution);
__wasi_errno_t __wasi_clock_time_get(
	__wasi_clockid_t id, __wasi_timestamp_t precision, __wasi_timestamp_t *time);
__wasi_errno_t __wasi_fd_advise(
	__wasi_fd_t fd, __wasi_filesize_t offset, __wasi_filesize_t len, __wasi_advice_t advice);
__wasi_errno_t __wasi_fd_allocate(__wasi_fd_t fd, __wasi_filesize_t offset, __wasi_filesize_t len);
__wasi_errno_t __wasi_fd_close(__wasi_fd_t fd);
__wasi_errno_t __wasi_fd_datasync(__wasi_fd_t fd);
__wasi_errno_t __wasi_fd_fdstat_get(__wasi_fd_t fd, __wasi_fdstat_t *stat);
__wasi_errno_t __wasi_fd_fdstat_set_flags(__wasi_fd_t fd, __wasi_fdflags_t flags);
__wasi_errno_t __wasi_fd_fdstat_set_rights(
	__wasi_fd_t fd, __wasi_rights_t base, __wasi_rights_t inheriting);
__wasi_errno_t __wasi_fd_filestat_get(__wasi_fd_t fd, __wasi_filestat_t *stat);
__wasi_errno_t __wasi_fd_filestat_set_size(__wasi_fd_t fd, __wasi_filesize_t size);
__wasi_errno_t __wasi_fd_filestat_set_times(
	__wasi_fd_t fd, __wasi_timestamp_t atim, __wasi_timestamp_t mtim, __wasi_fstflags_t flags);
__wasi_errno_t __wasi_fd_pread(__wasi_fd_t fd, const __wasi_iovec_t *iovs, size_t iovs_len,
	__wasi_filesize_t offset, __wasi_size_t *nread);
__wasi_errno_t __wasi_fd_prestat_get(__wasi_fd_t fd, __wasi_prestat_t *prestat);
__wasi_errno_t __wasi_fd_prestat_dir_name(__wasi_fd_t fd, uint8_t *path, __wasi_size_t path_len);
__wasi_errno_t __wasi_fd_pwrite(__wasi_fd_t fd, const __wasi_ciovec_t *iovs, size_t iovs_len,
	__wasi_filesize_t offset, __wasi_size_t *nwritten);
__wasi_errno_t __wasi_fd_read(
	__wasi_fd_t fd, const __wasi_iovec_t *iovs, size_t iovs_len, __wasi_size_t *nread);
__wasi_errno_t __wasi_fd_readdir(__wasi_fd_t fd, uint8_t *buf, __wasi_size_t buf_len,
	__wasi_dircookie_t cookie, __wasi_size_t *used);
__wasi_errno_t __wasi_fd_renumber(__wasi_fd_t fd, __wasi_fd_t to);
__wasi_errno_t __wasi_fd_seek(__wasi_fd_t fd, __wasi_filedelta_t offset, __wasi_whence_t whence,
	__wasi_filesize_t *position);
__wasi_errno_t __wasi_fd_sync(__wasi_fd_t fd);
__wasi_errno_t __wasi_fd_tell(__wasi_fd_t fd, __wasi_filesize_t *position);
__wasi_errno_t __wasi_fd_write(
	__wasi_fd_t fd, const __wasi_ciovec_t *iovs, size_t iovs_len, __wasi_size_t *nwritten);
__wasi_errno_t __wasi_path_create_directory(__wasi_fd_t fd, const char *path);
__wasi_errno_t __wasi_path_filestat_get(
	__wasi_fd_t fd, __wasi_lookupflags_t flags, const char *path, __wasi_filestat_t *stat);
__wasi_errno_t __wasi_path_filestat_set_times(__wasi_fd_t fd, __wasi_lookupflags_t flags,
	const char *path, __wasi_timestamp_t atim, __wasi_timestamp_t mtim,
	__wasi_fstflags_t fst_flags);
__wasi_errno_t __wasi_path_link(__wasi_fd_t old_fd, __wasi_lookupflags_t old_flags,
	const char *old_path, __wasi_fd_t new_fd, const char *new_path);
__wasi_errno_t __wasi_path_open(__wasi_fd_t fd, __wasi_lookupflags_t dirflags, const char *path,
	__wasi_oflags_t oflags, __wasi_rights_t base, __wasi_rights_t inheriting,
	__wasi_fdflags_t fdflags, __wasi_fd_t *opened);
__wasi_errno_t __wasi_path_readlink(
	__wasi_fd_t fd, const char *path, uint8_t *buf, __wasi_size_t buf_len, __wasi_size_t *used);
__wasi_errno_t __wasi_path_remove_directory(__wasi_fd_t fd, const char *path);
__wasi_errno_t __wasi_path_rename(
	__wasi_fd_t fd, const char *old_path, __wasi_fd_t new_fd, const char *new_path);
__wasi_errno_t __wasi_path_symlink(const char *old_path, __wasi_fd_t fd, const char *new_path);
__wasi_errno_t __wasi_path_unlink_file(__wasi_fd_t fd, const char *path);
__wasi_errno_t __wasi_poll_oneoff(const __wasi_subscription_t *in, __wasi_event_t *out,
	__wasi_size_t nsubscriptions, __wasi_size_t *nevents);
void __wasi_proc_exit(__wasi_exitcode_t code) __attribute__((__noreturn__));
__wasi_errno_t __wasi_random_get(uint8_t *buf, __wasi_size_t buf_len);
__wasi_errno_t __wasi_sched_yield(void);
__wasi_errno_t __wasi_sock_accept(__wasi_fd_t fd, __wasi_fdflags_t flags, __wasi_fd_t *accepted);
__wasi_errno_t __wasi_sock_recv(__wasi_fd_t fd, const __wasi_iovec_t *iovs, size_t iovs_len,
	__wasi_riflags_t flags, __wasi_size_t *nread, __wasi_roflags_t *roflags);
__wasi_errno_t __wasi_sock_send(__wasi_fd_t fd, const __wasi_ciovec_t *iovs, size_t iovs_len,
	__wasi_siflags_t flags, __wasi_size_t *nwritten);
__wasi_errno_t __wasi_sock_shutdown(__wasi_fd_t fd, __wasi_sdflags_t how);

#ifdef __cplusplus
}
#endif

#endif
