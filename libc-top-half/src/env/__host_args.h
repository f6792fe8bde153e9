#include <features.h>

/* argv, read from the host once; *argc gets its length. */
hidden char **__host_args(int *);
