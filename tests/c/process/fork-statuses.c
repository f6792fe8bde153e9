/* Every exit status from 0 to 255 arrives whole. */
#include "../processes.h"

int main(void)
{
	for (int status = 0; status < 256; status++)
		CHECK_EXIT(IN_CHILD(_exit(status)), status);
	CHECK_EXIT(IN_CHILD(_exit(256 + 7)), 7);
	CHECK_EXIT(IN_CHILD(exit(-1)), 255);
}
