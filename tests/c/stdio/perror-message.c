/* perror: prefix, colon, the message of errno, one newline. */
#include "../check.h"

int main(void)
{
	errno = ENOENT;
	perror("prefix");
}
