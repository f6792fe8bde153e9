/* For the library itself: it may only use names of calls that exist. */
#include <bits/syscall.h>
