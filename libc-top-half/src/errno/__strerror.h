/* Upstream's list, and the error that only WASI has. */
#include "__musl/__strerror.h"
E(ENOTCAPABLE, "Not permitted by the host")
