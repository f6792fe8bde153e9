/* Paths: "." and ".." inside a path. */
#include "../check.h"

int main(void)
{
	CHECK_FILE("a/../f", "top");
	CHECK_FILE("./f", "top");
	CHECK_FILE("a/./b/../../f", "top");
	CHECK_FILE("a/b/../g", "mid");
	CHECK_FILE("a/b/.././b/../../a/g", "mid");
	CHECK_FILE("./././a/././g", "mid");
}
