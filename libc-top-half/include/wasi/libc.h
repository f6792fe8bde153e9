#ifndef __wasi_libc_h
#define __wasi_libc_h

#include <features.h>

#define __NEED_off_t

#include <bits/alltypes.h>

#ifdef __cplusplus
extern "C" {
#endif

struct stat;
struct timespec;

/* Preopened directories: add a name for one, find all of them, find them again. */
int __wasilibc_register_preopened_fd(int, const char *);
void __wasilibc_populate_preopens(void);
void __wasilibc_reset_preopens(void);

/* Move a descriptor to another number, closing what has that number. */
int __wasilibc_fd_renumber(int, int);

/* Calls of POSIX with fewer arguments, or split by function. */
off_t __wasilibc_tell(int);
int __wasilibc_open_nomode(const char *, int);
int __wasilibc_unlinkat(int, const char *);
int __wasilibc_rmdirat(int, const char *);
int __wasilibc_access(const char *, int, int);
int __wasilibc_stat(const char *__restrict, struct stat *__restrict, int);
int __wasilibc_utimens(const char *, const struct timespec *, int);
int __wasilibc_link(const char *, const char *, int);
int __wasilibc_link_oldat(int, const char *, const char *, int);
int __wasilibc_link_newat(const char *, int, const char *, int);
int __wasilibc_rename_oldat(int, const char *, const char *);
int __wasilibc_rename_newat(const char *, int, const char *);

#ifdef __cplusplus
}
#endif

#endif
