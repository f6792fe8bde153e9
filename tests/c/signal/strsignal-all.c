/* strsignal: a name for each signal, all different. */
#include "../check.h"
#include <signal.h>

int main(void)
{
	static const int all[] = { SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE,
		SIGKILL, SIGUSR1, SIGSEGV, SIGUSR2, SIGPIPE, SIGALRM, SIGTERM, SIGCHLD, SIGCONT,
		SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF,
		SIGWINCH, SIGIO, SIGPWR, SIGSYS };
	enum { COUNT = sizeof all / sizeof *all };
	char texts[COUNT][64];

	for (int i = 0; i < COUNT; i++) {
		const char *text = strsignal(all[i]);

		CHECK(text != NULL && text[0] != '\0' && strlen(text) < 64);
		strcpy(texts[i], text);
		for (int j = 0; j < i; j++)
			CHECK(strcmp(texts[i], texts[j]) != 0);
	}
	CHECK(strsignal(0) != NULL);
	CHECK(strsignal(-1) != NULL);
	CHECK(strsignal(SIGRTMIN + 1) != NULL && strsignal(SIGRTMIN + 1)[0] != 0);
	CHECK_STR(strsignal(SIGHUP), "Hangup");
	CHECK_STR(strsignal(SIGPIPE), "Broken pipe");
}
