/* Thread-specific data: NULL at first, stored values, many keys, reuse after delete. */
#include "../check.h"
#include <pthread.h>

int main(void)
{
	pthread_key_t keys[60];
	int values[60];

	for (int i = 0; i < 60; i++) {
		CHECK_EQ(pthread_key_create(&keys[i], NULL), 0);
		CHECK(pthread_getspecific(keys[i]) == NULL);
		CHECK_EQ(pthread_setspecific(keys[i], &values[i]), 0);
	}
	for (int i = 0; i < 60; i++) {
		CHECK(pthread_getspecific(keys[i]) == &values[i]);
		CHECK_EQ(pthread_key_delete(keys[i]), 0);
	}
	pthread_key_t again;
	CHECK_EQ(pthread_key_create(&again, NULL), 0);
	CHECK(pthread_getspecific(again) == NULL);
	CHECK_EQ(pthread_key_delete(again), 0);
}
