/* -fsanitize=undefined: what cannot be gone on from ends the program. */
#include "../check.h"

__attribute__((noinline)) static int choose(int n)
{
	switch (n) {
	case 0:
		return 1;
	case 2:
		return 3;
	}
	__builtin_unreachable();
}

int main(int argc, char **argv)
{
	(void)argv;
	CHECK_EQ(choose(argc), 1);
}
