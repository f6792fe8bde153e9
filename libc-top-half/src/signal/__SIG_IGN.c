#include <signal.h>

/* Above all a mark; called, it does what it stands for. */
void __SIG_IGN(int sig)
{
}
