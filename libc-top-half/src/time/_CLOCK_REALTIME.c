#include "__clock_number.h"

const struct __clockid _CLOCK_REALTIME = { CLOCK_REALTIME };
