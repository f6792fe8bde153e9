#include "stdio_impl.h"

/* There is no other thread to lock out. */
#define do_getc(f) getc_unlocked(f)
