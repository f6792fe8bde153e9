#ifndef __wasi_libc_nocwd_h
#define __wasi_libc_nocwd_h

#include <features.h>

#define __NEED_size_t
#define __NEED_ssize_t

#include <bits/alltypes.h>

#ifdef __cplusplus
extern "C" {
#endif

struct dirent;
struct stat;
struct timespec;
struct __dirstream;

/* Below a descriptor; there is no current working directory here. */
int __wasilibc_nocwd___wasilibc_unlinkat(int, const char *);
int __wasilibc_nocwd___wasilibc_rmdirat(int, const char *);
int __wasilibc_nocwd_linkat(int, const char *, int, const char *, int);
int __wasilibc_nocwd_symlinkat(const char *, int, const char *);
ssize_t __wasilibc_nocwd_readlinkat(int, const char *__restrict, char *__restrict, size_t);
int __wasilibc_nocwd_faccessat(int, const char *, int, int);
int __wasilibc_nocwd_renameat(int, const char *, int, const char *);
int __wasilibc_nocwd_openat_nomode(int, const char *, int);
int __wasilibc_nocwd_fstatat(int, const char *__restrict, struct stat *__restrict, int);
int __wasilibc_nocwd_mkdirat_nomode(int, const char *);
int __wasilibc_nocwd_utimensat(int, const char *, const struct timespec *, int);
struct __dirstream *__wasilibc_nocwd_opendirat(int, const char *);
int __wasilibc_nocwd_scandirat(int, const char *, struct dirent ***, int (*)(const struct dirent *),
	int (*)(const struct dirent **, const struct dirent **));

#ifdef __cplusplus
}
#endif

#endif
