#include "libc.h"

struct __libc __libc;

size_t __hwcap;
