/* readdir_r: fills the caller's entry, gives NULL at the end. */
#include "../check.h"
#include <dirent.h>

#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

int main(void)
{
	union {
		struct dirent entry;
		char room[sizeof(struct dirent) + 256];
	} u;
	struct dirent *result;
	int found = 0;
	DIR *dir = opendir("d");

	CHECK(dir != NULL);
	for (;;) {
		CHECK_EQ(readdir_r(dir, &u.entry, &result), 0);
		if (result == NULL)
			break;
		CHECK(result == &u.entry);
		found += strcmp(result->d_name, "some-name") == 0;
	}
	CHECK_EQ(found, 1);
	CHECK_EQ(closedir(dir), 0);
}
