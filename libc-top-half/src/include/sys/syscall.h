/* For the library itself: a name that is there says that the call is too. */
#include <bits/syscall.h>
