#include "stdio_impl.h"

/* One thread has nobody to lock out. */
#define do_getc(f) getc_unlocked(f)
