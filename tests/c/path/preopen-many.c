/* Seventy preopened directories, whose names are more than 4096 bytes together. */
#include "../check.h"

int main(void)
{
	for (int i = 0; i < 70; i++) {
		const char *part = "long-name-of-a-directory-";
		char path[256], number[8];

		snprintf(path, sizeof path, "/%s%s%s%s%d/f", part, part, part, part, i);
		snprintf(number, sizeof number, "%d", i);
		CHECK_FILE(path, number);
	}
	CHECK_ERRNO(open("/none/f", O_RDONLY), ENOENT);
	return 0;
}
