/* Upstream also defines __progname here. src/env/__progname.c does, and reads the arguments
 * for programs that use it. */
#include "libc.h"

struct __libc __libc;

size_t __hwcap;
