#define _GNU_SOURCE
#include <ucontext.h>

/* What it would prepare, setcontext and swapcontext refuse. */
void makecontext(ucontext_t *u, void (*f)(), int argc, ...)
{
}
