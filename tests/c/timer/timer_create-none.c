/* timer_create: SIGEV_NONE only counts; a null event means SIGALRM. */
#include "../check.h"
#include <signal.h>
#include <time.h>

static volatile sig_atomic_t count;

static void handle(int number)
{
	CHECK_EQ(number, SIGALRM);
	count++;
}

int main(void)
{
	struct sigevent event = { .sigev_notify = SIGEV_NONE };
	struct itimerspec spec = { { 0, 0 }, { 0, 20000000 } }, now;
	struct timespec ten = { 10, 0 }, little = { 0, 40000000 }, when;
	timer_t none, alarm;

	CHECK_EQ(timer_create(CLOCK_REALTIME, &event, &none), 0);
	CHECK_EQ(timer_settime(none, 0, &spec, NULL), 0);
	CHECK_EQ(timer_gettime(none, &now), 0);
	CHECK(now.it_value.tv_nsec > 0 && now.it_value.tv_nsec <= 20000000);
	CHECK_EQ(nanosleep(&little, NULL), 0);
	CHECK_EQ(timer_gettime(none, &now), 0);
	CHECK_EQ(now.it_value.tv_sec + now.it_value.tv_nsec, 0);

	CHECK(signal(SIGALRM, handle) != SIG_ERR);
	CHECK_EQ(timer_create(CLOCK_REALTIME, NULL, &alarm), 0);
	CHECK_EQ(clock_gettime(CLOCK_REALTIME, &when), 0);
	spec.it_value = when;
	spec.it_value.tv_nsec += 30000000;
	if (spec.it_value.tv_nsec >= 1000000000) {
		spec.it_value.tv_nsec -= 1000000000;
		spec.it_value.tv_sec++;
	}
	CHECK_EQ(timer_settime(alarm, TIMER_ABSTIME, &spec, NULL), 0);
	CHECK_ERRNO(nanosleep(&ten, NULL), EINTR);
	CHECK_EQ(count, 1);
	/* A time that is over. */
	CHECK_EQ(timer_settime(alarm, TIMER_ABSTIME, &spec, NULL), 0);
	CHECK_EQ(clock_gettime(CLOCK_REALTIME, &when), 0);
	while (count < 2) CHECK_EQ(clock_gettime(CLOCK_REALTIME, &when), 0);
	CHECK_EQ(timer_delete(none), 0);
	CHECK_EQ(timer_delete(alarm), 0);
}
