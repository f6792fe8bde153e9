#include "stdio_impl.h"

/* One thread has nobody to lock out. */
#define do_putc(c, f) putc_unlocked(c, f)
