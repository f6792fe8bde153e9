#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 4 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int next = 2, end, primes;

/* The next number to look at, or 0. */
static int take(void)
{
	pthread_mutex_lock(&lock);
	int number = next < end ? next++ : 0;
	pthread_mutex_unlock(&lock);
	return number;
}

static void *count(void *unused)
{
	int number, found = 0;
	while ((number = take())) {
		int divisor = 2;
		while (divisor * divisor <= number && number % divisor)
			divisor++;
		found += divisor * divisor > number;
	}
	pthread_mutex_lock(&lock);
	primes += found;
	pthread_mutex_unlock(&lock);
	return unused;
}

int main(int argc, char **argv)
{
	pthread_t threads[THREADS];
	end = argc > 1 ? atoi(argv[1]) : 1000;
	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], NULL, count, NULL)) return 1;
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	printf("%d primes below %d\n", primes, end);
}
