/* readdir: 10,000 entries, each once, in few host calls. */
#include "../check.h"
#include <dirent.h>
#include <sys/stat.h>

static char seen[10000];

int main(void)
{
	char name[32];
	struct dirent *entry;
	int count = 0;

	CHECK_EQ(mkdir("d", 0777), 0);
	CHECK_EQ(chdir("d"), 0);
	for (int i = 0; i < 10000; i++) {
		snprintf(name, sizeof name, "entry-%05d", i);
		CHECK_EQ(close(OPEN(name, O_WRONLY | O_CREAT | O_EXCL)), 0);
	}
	DIR *dir = opendir(".");
	CHECK(dir != NULL);
	errno = 0;
	while ((entry = readdir(dir)) != NULL) {
		int i;
		if (entry->d_name[0] == '.')
			continue;
		CHECK_EQ(sscanf(entry->d_name, "entry-%d", &i), 1);
		CHECK(i >= 0 && i < 10000);
		CHECK_EQ(seen[i], 0);
		seen[i] = 1;
		count++;
	}
	CHECK_EQ(errno, 0);
	CHECK_EQ(count, 10000);
	CHECK_EQ(closedir(dir), 0);
}
