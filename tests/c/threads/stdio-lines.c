/* Streams: a line that a thread prints is whole; flockfile keeps others out. */
#include "../check.h"
#include <pthread.h>

#define LINES 500

static FILE *file;

static void *print(void *argument)
{
	char c = *(char *)argument;
	for (int i = 0; i < LINES; i++) {
		if (i % 3 == 0) {
			CHECK_EQ(fprintf(file, "%c%c%c%d\n", c, c, c, i), 5 + (i > 9) + (i > 99));
		} else if (i % 3 == 1) {
			char line[16];
			int n = snprintf(line, sizeof line, "%c%c%c%d\n", c, c, c, i);
			CHECK_EQ(fwrite(line, 1, n, file), n);
		} else {
			flockfile(file);
			for (int j = 0; j < 3; j++)
				CHECK_EQ(putc_unlocked(c, file), c);
			CHECK(fprintf(file, "%d\n", i) > 0);
			funlockfile(file);
		}
	}
	return NULL;
}

int main(void)
{
	pthread_t threads[3];
	char line[16];
	int next[3] = { 0 };

	CHECK((file = tmpfile()) != NULL);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(pthread_create(&threads[i], NULL, print, &"abc"[i]), 0);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(pthread_join(threads[i], NULL), 0);
	rewind(file);
	while (fgets(line, sizeof line, file)) {
		int who = line[0] - 'a';
		CHECK(who >= 0 && who < 3 && line[1] == line[0] && line[2] == line[0]);
		CHECK_EQ(atoi(line + 3), next[who]++);
	}
	for (int i = 0; i < 3; i++)
		CHECK_EQ(next[i], LINES);
}
