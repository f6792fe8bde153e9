/* Paths: ".." after a symlink to a directory is the parent of the target, not of the link. */
#include "../check.h"

int main(void)
{
	CHECK_FILE("link/../f", "in a");
	CHECK_FILE("link/../../f", "top");
	CHECK_FILE("link/g", "in b");
}
