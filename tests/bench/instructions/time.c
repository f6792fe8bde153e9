#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TIMES = 1000 };

/* CALL is what is measured, for times that are 100,000 seconds apart; ZONE is the time zone. */
int main(int argc, char **argv)
{
	char text[64] = "", date[] = "2026-11-30 17:04:05";
	time_t t = 1700000000 + argc;
	struct tm tm;
	size_t sum = 0;

	(void)argv;
#ifdef ZONE
	setenv("TZ", ZONE, 1);
#endif
	tm = *localtime(&t);
	for (int i = 0; i < TIMES; i++) {
		t += 100000;
		tm.tm_mday = i % 28;
		(void)date;
		sum += (size_t)CALL;
	}
	return sum == 1 && text[0] == 1;
}
