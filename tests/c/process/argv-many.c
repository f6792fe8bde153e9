/* argv: 200 arguments arrive in order. */
#include "../check.h"

int main(int argc, char **argv)
{
	CHECK_EQ(argc, 201);
	for (int i = 1; i <= 200; i++)
		CHECK_EQ(atoi(argv[i]), i);
}
