#include <setjmp.h>
#include <stdint.h>

/* A jmp_buf as the compiler's own calls use it. */
struct jump {
	/* The active call of the function that called setjmp. */
	void *call;
	/* The number of the setjmp in it, from 1. */
	uint32_t label;
	/* The exception of longjmp. */
	struct {
		void *env;
		int value;
	} thrown;
};
