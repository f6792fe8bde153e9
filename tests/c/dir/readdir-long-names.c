/* readdir: names of 255 bytes come back whole, however they fall into the buffer. */
#include "../check.h"
#include <dirent.h>
#include <sys/stat.h>

int main(void)
{
	char name[256];
	struct dirent *entry;
	int seen[100] = { 0 }, count = 0;

	CHECK_EQ(mkdir("d", 0777), 0);
	CHECK_EQ(chdir("d"), 0);
	for (int i = 0; i < 100; i++) {
		memset(name, 'x', 255);
		name[255] = '\0';
		name[0] = (char)('0' + i / 10);
		name[254] = (char)('0' + i % 10);
		PUT(name, "");
	}
	DIR *dir = opendir(".");
	CHECK(dir != NULL);
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		CHECK_EQ(strlen(entry->d_name), 255);
		CHECK_EQ(strspn(entry->d_name + 1, "x"), 253);
		seen[(entry->d_name[0] - '0') * 10 + entry->d_name[254] - '0']++;
		count++;
	}
	CHECK_EQ(count, 100);
	for (int i = 0; i < 100; i++)
		CHECK_EQ(seen[i], 1);
	CHECK_EQ(closedir(dir), 0);
}
