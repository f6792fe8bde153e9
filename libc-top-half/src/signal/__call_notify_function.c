#include <signal.h>

/* For the bottom half, which does not know how C passes a union. */
void __call_notify_function(void (*function)(union sigval), void *value)
{
	function((union sigval){ .sival_ptr = value });
}
