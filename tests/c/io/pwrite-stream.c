/* pread and pwrite: ESPIPE on a stream; nothing is written. */
#include "../check.h"

int main(void)
{
	char byte = 'x';

	CHECK_ERRNO(pwrite(1, &byte, 1, 0), ESPIPE);
	CHECK_ERRNO(lseek(1, 0, SEEK_CUR), ESPIPE);
}
