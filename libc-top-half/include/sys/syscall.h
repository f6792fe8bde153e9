/* Of Linux's system calls, upstream's has those that the library knows: programs name others
 * too, and hear ENOSYS when they call them. */
#include <sys/__musl/syscall.h>
#include <bits/syscall_linux.h>
