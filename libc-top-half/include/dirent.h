#ifndef _WASI_DIRENT_H
#define _WASI_DIRENT_H

#include <__musl/dirent.h>

/* WASI's file types, and two that it lacks. */
#undef DT_FIFO
#undef DT_CHR
#undef DT_DIR
#undef DT_BLK
#undef DT_REG
#undef DT_LNK
#undef DT_SOCK
#define DT_BLK 1
#define DT_CHR 2
#define DT_DIR 3
#define DT_REG 4
#define DT_FIFO 6
#define DT_LNK 7
#define DT_SOCK 20

#ifdef __cplusplus
extern "C" {
#endif

#if defined(_GNU_SOURCE) || defined(_BSD_SOURCE)
int __wasilibc_iftodt(int);
int __wasilibc_dttoif(int);
#undef IFTODT
#undef DTTOIF
#define IFTODT(x) (__wasilibc_iftodt(x))
#define DTTOIF(x) (__wasilibc_dttoif(x))

int fdclosedir(DIR *);
#endif

#ifdef _GNU_SOURCE
int scandirat(int, const char *, struct dirent ***, int (*)(const struct dirent *),
	int (*)(const struct dirent **, const struct dirent **));
#endif

#ifdef __cplusplus
}
#endif

#endif
