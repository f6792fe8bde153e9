/* malloc, free: memory that threads freed is used again after they have ended, also if another
 * thread had allocated it. */
#include "../check.h"
#include <pthread.h>

#define BLOCKS 2000
#define ROUNDS 500

static void *blocks[BLOCKS];

/* Frees what the thread before it has allocated, and allocates for the one after it: more than
 * 100 MB in all. */
static void *work(void *argument)
{
	size_t round = (size_t)argument;
	for (size_t i = 0; i < BLOCKS; i++) {
		free(blocks[i]);
		CHECK((blocks[i] = malloc(16 + (i * 31 + round) % 200)) != NULL);
	}
	/* These stay with the thread until it ends. */
	void *own[20];
	for (size_t i = 0; i < 20; i++) CHECK((own[i] = malloc(16 + i * 20)) != NULL);
	for (size_t i = 0; i < 20; i++) free(own[i]);
	return NULL;
}

int main(void)
{
	for (size_t i = 0; i < ROUNDS; i++) {
		pthread_t thread;
		CHECK_EQ(pthread_create(&thread, NULL, work, (void *)i), 0);
		CHECK_EQ(pthread_join(thread, NULL), 0);
	}
}
