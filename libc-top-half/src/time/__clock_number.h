#include <time.h>

/* The objects that wasi-libc's clockid_t points to. */
struct __clockid {
	unsigned id;
};

extern const struct __clockid _CLOCK_REALTIME, _CLOCK_MONOTONIC;

/* Objects compiled against wasi-libc pass the address of one of its clocks. */
static inline clockid_t __clock_number(clockid_t clock)
{
	if (clock == (clockid_t)&_CLOCK_REALTIME) return CLOCK_REALTIME;
	if (clock == (clockid_t)&_CLOCK_MONOTONIC) return CLOCK_MONOTONIC;
	return clock;
}
