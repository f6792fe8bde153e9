#include "stdio_impl.h"

/* There is no other thread to lock out. */
#define do_putc(c, f) putc_unlocked(c, f)
