/* pthread_exit from main: cleanup functions, destructors of keys, atexit, then status 0. */
#include "../check.h"
#include <pthread.h>

static pthread_key_t key, other;
static char order[16];

static void note(const char *what)
{
	strcat(order, what);
}

static void cleanup(void *what)
{
	note(what);
}

static void destroy(void *value)
{
	CHECK(pthread_getspecific(key) == NULL);
	note(value);
	/* A value that a destructor sets is destroyed in another round. */
	if (strcmp(value, "k") == 0)
		CHECK_EQ(pthread_setspecific(key, "K"), 0);
}

static void at_exit(void)
{
	CHECK_STR(order, "21kK");
	puts("done");
}

static void in_function(void)
{
	pthread_cleanup_push(cleanup, "1");
	pthread_cleanup_push(cleanup, "2");
	pthread_exit(NULL);
	pthread_cleanup_pop(0);
	pthread_cleanup_pop(0);
}

int main(void)
{
	CHECK_EQ(atexit(at_exit), 0);
	CHECK_EQ(pthread_key_create(&key, destroy), 0);
	CHECK_EQ(pthread_key_create(&other, destroy), 0);
	CHECK_EQ(pthread_setspecific(key, "k"), 0);
	in_function();
	return 1;
}
