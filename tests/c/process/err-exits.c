/* warn and err: program name, message, reason; err exits. */
#include "../check.h"
#include <err.h>

int main(void)
{
	errno = ENOENT;
	warn("first %d", 1);
	warnx("second");
	errno = EACCES;
	err(6, "third");
}
