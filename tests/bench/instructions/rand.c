#include <stdlib.h>

int main(int argc, char **argv)
{
	unsigned sum = 0;

	(void)argv;
	srand((unsigned)argc);
	srandom((unsigned)argc);
	for (int i = 0; i < 10000; i++)
		sum += (unsigned)CALL;
	return sum == 0;
}
