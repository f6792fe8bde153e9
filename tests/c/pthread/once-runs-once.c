/* pthread_once and call_once: the function runs once. */
#include "../check.h"
#include <pthread.h>
#include <threads.h>

static int calls;

static void count(void)
{
	calls++;
}

int main(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	static once_flag flag = ONCE_FLAG_INIT;

	for (int i = 0; i < 5; i++)
		CHECK_EQ(pthread_once(&once, count), 0);
	CHECK_EQ(calls, 1);
	for (int i = 0; i < 5; i++)
		call_once(&flag, count);
	CHECK_EQ(calls, 2);
}
