/* timer_create: SIGEV_THREAD needs a thread, and there is none. */
#include "../check.h"
#include <signal.h>
#include <time.h>

static void notify(union sigval value)
{
	(void)value;
}

int main(void)
{
	struct sigevent event = {
		.sigev_notify = SIGEV_THREAD,
		.sigev_notify_function = notify,
	};
	timer_t timer;

	CHECK_ERRNO(timer_create(CLOCK_MONOTONIC, &event, &timer), EAGAIN);
}
