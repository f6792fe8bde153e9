#ifndef __wasi_version_h
#define __wasi_version_h

/* The version of WASI that a program is built for; clang defines it from version 20 on. */
#if !defined(__wasip1__) && !defined(__wasip2__) && !defined(__wasip3__)
#define __wasip1__ 1
#endif

#endif
