/* setjmp, _setjmp, sigsetjmp and their jumps: each way of writing them, as a call or by
 * the address of longjmp. */
#include "../check.h"
#include <setjmp.h>

static jmp_buf plain;
static sigjmp_buf full;

int main(void)
{
	volatile int rounds = 0;
	void (*volatile jump)(jmp_buf, int) = longjmp;
	void (*volatile low_jump)(jmp_buf, int) = _longjmp;
	void (*volatile full_jump)(sigjmp_buf, int) = siglongjmp;

	if (_setjmp(plain) == 0)
		_longjmp(plain, 1);
	rounds++;
	if ((setjmp)(plain) == 0)
		(longjmp)(plain, 1);
	rounds++;
	if (setjmp(plain) == 0)
		jump(plain, 1);
	rounds++;
	if (_setjmp(plain) == 0)
		low_jump(plain, 1);
	rounds++;
	if (sigsetjmp(full, 1) == 0)
		full_jump(full, 1);
	rounds++;
	if (sigsetjmp(full, 0) == 0)
		siglongjmp(full, 1);
	rounds++;
	CHECK_EQ(rounds, 6);
}
