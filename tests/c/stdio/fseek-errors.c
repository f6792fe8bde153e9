/* fseek: EINVAL for a negative place or an unknown whence; the place stays. */
#include "../check.h"

int main(void)
{
	PUT("f", "abc");
	FILE *f = fopen("f", "r");
	CHECK(f != NULL);
	CHECK_EQ(fgetc(f), 'a');
	CHECK_ERRNO(fseek(f, -5, SEEK_CUR), EINVAL);
	CHECK_ERRNO(fseek(f, -1, SEEK_SET), EINVAL);
	CHECK_ERRNO(fseek(f, 0, 77), EINVAL);
	CHECK_EQ(ftell(f), 1);
	CHECK_EQ(fgetc(f), 'b');
	CHECK_EQ(fclose(f), 0);
}
