/* ftell and fseek: ESPIPE on a stream that cannot seek. */
#include "../check.h"

int main(void)
{
	CHECK_ERRNO(fseek(stdout, 0, SEEK_SET), ESPIPE);
	CHECK_ERRNO(ftell(stdout), ESPIPE);
}
