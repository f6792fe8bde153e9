/* Paths: symlinks to "." and "..". */
#include "../check.h"

int main(void)
{
	CHECK_FILE("here/f", "top");
	CHECK_FILE("here/here/here/f", "top");
	CHECK_FILE("d/parent/f", "top");
	CHECK_FILE("d/parent/d/parent/here/f", "top");
}
