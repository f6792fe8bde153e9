/* Preopens: rename and link across two of them are done, or EXDEV; never a lost file. */
#include "../check.h"

int main(void)
{
	if (rename("/a/f", "/b/g") == 0) {
		CHECK_FILE("/b/g", "data");
		CHECK_ERRNO(access("/a/f", F_OK), ENOENT);
	} else {
		CHECK_EQ(errno, EXDEV);
		CHECK_FILE("/a/f", "data");
		CHECK_ERRNO(access("/b/g", F_OK), ENOENT);
	}
}
