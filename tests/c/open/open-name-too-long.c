/* open: ENAMETOOLONG for a name of 256 bytes, last or on the way. */
#include "../check.h"

int main(void)
{
	char name[300];

	memset(name, 'n', sizeof name);
	name[256] = '\0';
	CHECK_ERRNO(open(name, O_RDONLY), ENAMETOOLONG);
	CHECK_ERRNO(open(name, O_WRONLY | O_CREAT, 0666), ENAMETOOLONG);
	strcpy(name + 256, "/x");
	CHECK_ERRNO(open(name, O_RDONLY), ENAMETOOLONG);
}
