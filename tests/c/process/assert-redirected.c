/* assert writes to the stream stderr: where that is another file, or has a buffer, the message
 * goes there, whole even if it is long. */
#include <assert.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "../check.h"

#define TEN(x) x x x x x x x x x x
#define LONG TEN(TEN("0123456789abcdef"))

#define EXPANDED(x) assert(x)

static sigjmp_buf back;

static void on_abort(int sig)
{
	(void)sig;
	siglongjmp(back, 1);
}

static void expect(const char *text, size_t n)
{
	static char read[8192];
	fflush(stderr);
	FILE *f = fopen("messages", "r");
	CHECK(f != NULL);
	size_t len = fread(read, 1, sizeof read - 1, f);
	read[len] = 0;
	fclose(f);
	size_t found = 0;
	for (char *p = read; (p = strstr(p, text)); p++)
		found++;
	CHECK(found == n);
}

int main(void)
{
	volatile int two = 2;

	signal(SIGABRT, on_abort);
	CHECK(freopen("messages", "w", stderr) == stderr);
	if (!sigsetjmp(back, 1)) assert(two + two == 5);
	expect("two + two == 5", 1);
	expect("assert-redirected.c", 1);

	setvbuf(stderr, NULL, _IOFBF, 256);
	fputs("waits", stderr);
	if (!sigsetjmp(back, 1)) assert(two == 3);
	expect("waits", 1);
	expect("two == 3", 1);

	if (!sigsetjmp(back, 1)) EXPANDED(two == 4 && LONG);
	expect("0123456789abcdef\" \"0123456789abcdef", 99);
	expect("two == 4 &&", 1);

	unlink("messages");
	return 0;
}
