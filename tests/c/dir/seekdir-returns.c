/* telldir and seekdir: each place told leads back to the entry that followed it. */
#include "../check.h"
#include <dirent.h>

int main(void)
{
	char names[40][32], name[32];
	long places[40];
	int n = 0;
	struct dirent *entry;

	for (int i = 0; i < 30; i++) {
		snprintf(name, sizeof name, "entry%d", i);
		PUT(name, "");
	}
	DIR *dir = opendir(".");
	CHECK(dir != NULL);
	for (;;) {
		places[n] = telldir(dir);
		entry = readdir(dir);
		if (entry == NULL)
			break;
		strcpy(names[n++], entry->d_name);
	}
	CHECK_EQ(n, 32);
	for (int i = n - 1; i >= 0; i--) {
		seekdir(dir, places[i]);
		CHECK_EQ(telldir(dir), places[i]);
		entry = readdir(dir);
		CHECK(entry != NULL);
		CHECK_STR(entry->d_name, names[i]);
	}
	seekdir(dir, places[n]);
	CHECK(readdir(dir) == NULL);
	seekdir(dir, places[20]);
	for (int i = 20; i < n; i++)
		CHECK_STR(readdir(dir)->d_name, names[i]);
	CHECK_EQ(closedir(dir), 0);
}
