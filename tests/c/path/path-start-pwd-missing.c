/* A PWD that is not there, or is no absolute path, is not where the program starts. */
#include "../check.h"

int main(void)
{
	char here[64];

	CHECK_STR(getenv("PWD"), "/missing");
	CHECK_FILE("f", "top");
	CHECK_STR(getcwd(here, sizeof here), "/");
}
