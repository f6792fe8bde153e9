/* rewinddir: 3,000 entries, read twice, the second time as many. */
#include "../check.h"
#include <dirent.h>

int main(void)
{
	char name[64];
	int first = 0, second = 0;

	for (int i = 0; i < 3000; i++) {
		snprintf(name, sizeof name, "some-name-with-a-tail-%d", i);
		CHECK_EQ(close(OPEN(name, O_WRONLY | O_CREAT)), 0);
	}
	DIR *dir = opendir(".");
	CHECK(dir != NULL);
	while (readdir(dir) != NULL)
		first++;
	rewinddir(dir);
	while (readdir(dir) != NULL)
		second++;
	CHECK_EQ(first, 3002);
	CHECK_EQ(second, 3002);
	CHECK_EQ(closedir(dir), 0);
}
