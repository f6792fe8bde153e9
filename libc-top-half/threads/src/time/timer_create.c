#include <errno.h>
#include <limits.h>
#include <semaphore.h>
#include <signal.h>
#include <stdint.h>
#include <time.h>
#include "pthread_impl.h"
#include "syscall.h"

/* As the system call has it. */
struct event {
	union sigval value;
	int signo, notify, tid;
};

struct call {
	void (*function)(union sigval);
	union sigval value;
};

struct timer {
	clockid_t clock;
	struct call call;
	pthread_attr_t attr;
	sem_t made;
	int result;
};

static int make(clockid_t clock, const struct event *event, int *id)
{
	return __syscall(SYS_timer_create, clock, event, id);
}

static void *run(void *argument)
{
	struct call *call = argument;
	call->function(call->value);
	return 0;
}

/* The thread of a timer: each time it expires, another thread with the wanted attributes calls
 * the function, which may do as it likes with that thread. */
static void *start(void *argument)
{
	struct timer *timer = argument;
	pthread_t self = __pthread_self(), other;
	struct event event = { { 0 }, SIGTIMER, SIGEV_THREAD_ID, self->tid };
	struct call call = timer->call;
	pthread_attr_t attr = timer->attr;
	siginfo_t info;
	int id, result;

	__syscall(SYS_rt_sigprocmask, SIG_BLOCK, SIGTIMER_SET, 0, _NSIG / 8);
	result = make(timer->clock, &event, &id);
	if (!result) self->timer_id = id;
	timer->result = result;
	/* The creator goes on, and the structure with it. */
	sem_post(&timer->made);
	if (result) return 0;

	/* timer_delete makes the number negative, and wakes this thread. */
	while (self->timer_id >= 0) {
		if (sigwaitinfo(SIGTIMER_SET, &info) < 0 || info.si_code != SI_TIMER) continue;
		if (pthread_create(&other, &attr, run, &call)) run(&call);
		else pthread_join(other, 0);
	}
	__syscall(SYS_timer_delete, self->timer_id & INT_MAX);
	return 0;
}

static int with_thread(clockid_t clock, const struct sigevent *sev, timer_t *id)
{
	struct timer timer = {
		.clock = clock, .call = { sev->sigev_notify_function, sev->sigev_value }
	};
	pthread_attr_t detached;
	pthread_t thread;
	sigset_t set;
	int error, state;

	pthread_attr_init(&timer.attr);
	if (sev->sigev_notify_attributes) timer.attr = *sev->sigev_notify_attributes;
	pthread_attr_setdetachstate(&timer.attr, PTHREAD_CREATE_JOINABLE);
	pthread_attr_init(&detached);
	pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
	sem_init(&timer.made, 0, 0);

	/* Both threads handle no signal of the program. */
	__block_app_sigs(&set);
	error = pthread_create(&thread, &detached, start, &timer);
	__restore_sigs(&set);
	if (error) return __syscall_ret(-EAGAIN);
	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
	while (sem_wait(&timer.made));
	pthread_setcancelstate(state, 0);
	if (timer.result) return __syscall_ret(timer.result);
	/* Upstream's functions of timers know a thread by the sign. */
	*id = (timer_t)(INTPTR_MIN | (uintptr_t)thread >> 1);
	return 0;
}

int timer_create(clockid_t clock, struct sigevent *restrict sev, timer_t *restrict timer)
{
	struct event event;
	int id, result;
	if (sev) {
		if (sev->sigev_notify == SIGEV_THREAD) return with_thread(clock, sev, timer);
		event = (struct event){ sev->sigev_value, sev->sigev_signo, sev->sigev_notify,
			sev->sigev_notify == SIGEV_THREAD_ID ? sev->sigev_notify_thread_id : 0 };
	}
	result = make(clock, sev ? &event : 0, &id);
	if (!result) *timer = (timer_t)(intptr_t)id;
	return __syscall_ret(result);
}
