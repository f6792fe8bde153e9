/* malloc, realloc, free: from several threads, also of memory that another one allocated. */
#include "../check.h"
#include <pthread.h>

#define SLOTS 64

static unsigned char *slots[SLOTS];

static void *work(void *argument)
{
	unsigned state = (unsigned)(long)argument;
	for (int i = 0; i < 20000; i++) {
		state = state * 1664525 + 1013904223;
		size_t size = 2 + (state >> 20) % ((state & 7) ? 200 : 20000);
		unsigned char *mine = malloc(size), *other;
		CHECK(mine != NULL);
		mine[0] = mine[size - 1] = (unsigned char)size;
		if (state & 64) {
			CHECK((mine = realloc(mine, size + 100)) != NULL);
			CHECK_EQ(mine[0], (unsigned char)size);
		}
		mine[1] = (unsigned char)~mine[0];
		other = __atomic_exchange_n(&slots[state >> 26], mine, __ATOMIC_ACQ_REL);
		if (other) CHECK_EQ(other[1], (unsigned char)~other[0]);
		free(other);
	}
	return NULL;
}

int main(void)
{
	pthread_t threads[4];
	for (long i = 0; i < 4; i++)
		CHECK_EQ(pthread_create(&threads[i], NULL, work, (void *)(i + 1)), 0);
	for (int i = 0; i < 4; i++)
		CHECK_EQ(pthread_join(threads[i], NULL), 0);
	for (int i = 0; i < SLOTS; i++)
		free(slots[i]);
}
