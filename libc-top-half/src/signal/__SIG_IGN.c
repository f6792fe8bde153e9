#include <signal.h>

/* Mainly a mark; if called, it ignores the signal. */
void __SIG_IGN(int sig)
{
}
