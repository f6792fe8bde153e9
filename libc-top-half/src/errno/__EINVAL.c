#include <errno.h>

/* For languages that cannot read <errno.h>. */
const int __EINVAL = EINVAL;
