#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

struct call {
	void (*function)(union sigval);
	union sigval value;
};

static void *run(void *argument)
{
	struct call call = *(struct call *)argument;
	free(argument);
	call.function(call.value);
	return 0;
}

/* For the bottom half: a new thread calls the function, which may need a lock that the caller
 * has. If no thread can be made, the caller calls it. */
void __call_notify_function(void (*function)(union sigval), void *value)
{
	union sigval sigval = { .sival_ptr = value };
	struct call *call = malloc(sizeof *call);
	pthread_t thread;
	if (call) {
		*call = (struct call){ function, sigval };
		if (!pthread_create(&thread, 0, run, call)) {
			pthread_detach(thread);
			return;
		}
		free(call);
	}
	function(sigval);
}
