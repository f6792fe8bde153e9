#include <setjmp.h>
#include <stdint.h>

/* A jmp_buf as the compiler's own calls use it. */
struct jump {
	/* The running call of the function that called setjmp. */
	void *call;
	/* Which setjmp of it, from 1. */
	uint32_t label;
	/* What longjmp throws. */
	struct {
		void *env;
		int value;
	} thrown;
};
