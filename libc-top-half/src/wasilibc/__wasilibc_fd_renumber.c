#include <wasi/api.h>
#include <wasi/libc.h>
#include "syscall.h"

/* In a program with a descriptor table, entry/table.rs replaces it. */
__attribute__((__weak__))
long __fd_renumber(int fd, int to)
{
	return -(long)__wasi_fd_renumber(fd, to);
}

int __wasilibc_fd_renumber(int fd, int to)
{
	return __syscall_ret(__fd_renumber(fd, to));
}
