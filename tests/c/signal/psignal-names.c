/* psignal, psiginfo and strsignal name signals. */
#include "../check.h"
#include <signal.h>

int main(void)
{
	siginfo_t info = { .si_signo = SIGSEGV };

	CHECK_STR(strsignal(SIGTERM), "Terminated");
	CHECK_STR(strsignal(SIGKILL), "Killed");
	CHECK_STR(strsignal(SIGSEGV), "Segmentation fault");
	CHECK(strsignal(999) != NULL);
	psignal(SIGINT, "who");
	psiginfo(&info, NULL);
}
