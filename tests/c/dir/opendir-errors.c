/* opendir: ENOENT, ENOTDIR, ENOENT for the empty name, ELOOP. */
#include "../check.h"
#include <dirent.h>

int main(void)
{
	CHECK_NULL(opendir("missing"), ENOENT);
	CHECK_NULL(opendir(""), ENOENT);
	CHECK_NULL(opendir("f"), ENOTDIR);
	CHECK_NULL(opendir("f/"), ENOTDIR);
	CHECK_NULL(opendir("f/x"), ENOTDIR);
	CHECK_NULL(opendir("loop"), ELOOP);
}
