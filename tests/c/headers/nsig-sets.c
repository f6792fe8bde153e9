/* _NSIG, NSIG and SIGRTMAX go with sets that hold all those signals. */
#include "../check.h"
#include <signal.h>

#if !defined(_NSIG) || !defined(NSIG) || _NSIG < 32
#error how many signals are there?
#endif

int main(void)
{
	sigset_t set;

	CHECK_EQ(NSIG, _NSIG);
	CHECK_EQ(sigemptyset(&set), 0);
	for (int number = 1; number < _NSIG; number++) {
		/* Some belong to the C library. */
		int added = sigaddset(&set, number) == 0;

		CHECK_EQ(added || (number >= 32 && number < SIGRTMIN), 1);
		CHECK_EQ(sigismember(&set, number) == 1, added);
	}
	CHECK_EQ(sigaddset(&set, SIGRTMAX), 0);
	CHECK_ERRNO(sigaddset(&set, _NSIG + 64), EINVAL);
	CHECK(sizeof set * 8 >= _NSIG - 1);
}
