/* A PWD that does not exist, or is not an absolute path, is not the start directory. */
#include "../check.h"

int main(void)
{
	char here[64];

	CHECK_STR(getenv("PWD"), "/missing");
	CHECK_FILE("f", "top");
	CHECK_STR(getcwd(here, sizeof here), "/");
}
