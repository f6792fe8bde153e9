#ifndef _WASI_FCNTL_H
#define _WASI_FCNTL_H

#include <__musl/fcntl.h>

/* Read and write are two bits here; 0 also opens for reading. */
#undef O_SEARCH
#undef O_EXEC
#undef O_ACCMODE
#undef O_RDONLY
#undef O_WRONLY
#undef O_RDWR
#define O_EXEC 0x02000000
#define O_RDONLY 0x04000000
#define O_SEARCH 0x08000000
#define O_WRONLY 0x10000000
#define O_RDWR (O_RDONLY | O_WRONLY)
#define O_ACCMODE (O_EXEC | O_RDWR | O_SEARCH)

#undef AT_FDCWD
#undef AT_SYMLINK_NOFOLLOW
#undef AT_REMOVEDIR
#undef AT_SYMLINK_FOLLOW
#undef AT_EACCESS
#define AT_FDCWD (-2)
#define AT_EACCESS 0
#define AT_SYMLINK_NOFOLLOW 1
#define AT_SYMLINK_FOLLOW 2
#define AT_REMOVEDIR 4

#undef POSIX_FADV_RANDOM
#undef POSIX_FADV_SEQUENTIAL
#define POSIX_FADV_SEQUENTIAL 1
#define POSIX_FADV_RANDOM 2

/* Calls with one of these commands, as a constant, do without a descriptor table, which takes
   10 KB. clang chooses this declaration for such calls alone: other calls, and the function's
   address, are musl's declaration. C and C++ see one function. */
#ifdef __clang__
#ifdef __cplusplus
extern "C" {
#endif
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wgcc-compat"
int fcntl(int, int __cmd, ...)
	__attribute__((__overloadable__, __enable_if__(
		__cmd == F_GETFD || __cmd == F_SETFD || __cmd == F_GETFL, "it is a constant")))
	__asm__("__fcntl_flags");
#pragma clang diagnostic pop
#ifdef __cplusplus
}
#endif
#endif

#endif
