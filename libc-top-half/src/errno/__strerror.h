#include "__musl/__strerror.h"
E(ENOTCAPABLE, "Not permitted by the host")
