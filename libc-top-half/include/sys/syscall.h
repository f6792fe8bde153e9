/* Upstream's header has only the Linux system calls that the library uses. Programs name
 * others too, which fail with ENOSYS. */
#include <sys/__musl/syscall.h>
#include <bits/syscall_linux.h>
