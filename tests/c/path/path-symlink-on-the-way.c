/* Paths: symlinks to directories in the middle of a path, one after the other. */
#include "../check.h"

int main(void)
{
	CHECK_FILE("x/y/f", "found");
	CHECK_FILE("x/back/x/y/f", "found");
	PUT("x/y/new", "made");
	CHECK_FILE("a/b/c/new", "made");
}
