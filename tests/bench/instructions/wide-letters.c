#include <wctype.h>

/* The functions that look at one wide character. FROM and TO are the range of the characters,
 * and CALL is what is measured. */
int main(int argc, char **argv)
{
	unsigned sum = 0;

	(void)argv;
	for (int i = 0; i < 10; i++)
		for (wint_t c = FROM; c < TO; c++)
			sum += (unsigned)CALL;
	return sum == (unsigned)argc;
}
