/* argc is 1 without arguments, and argv can be written to. */
#include "../check.h"

int main(int argc, char **argv)
{
	CHECK_EQ(argc, 1);
	CHECK(argv[1] == NULL);
	argv[0][0] = 'X';
	CHECK_EQ(argv[0][0], 'X');
}
