/* The start directory comes from PWD when a preopen covers it. */
#include "../check.h"

int main(void)
{
	char here[64];

	CHECK_STR(getcwd(here, sizeof here), "/d/e");
	CHECK_FILE("f", "below");
	CHECK_FILE("../f", "between");
}
