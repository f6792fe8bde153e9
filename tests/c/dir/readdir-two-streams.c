/* readdir: two streams over one directory have two places. */
#include "../check.h"
#include <dirent.h>

int main(void)
{
	DIR *a = opendir("d"), *b = opendir("d");
	struct dirent *entry;
	char first[32];
	int n = 0;

	CHECK(a != NULL && b != NULL);
	entry = readdir(a);
	CHECK(entry != NULL);
	strcpy(first, entry->d_name);
	while (readdir(a) != NULL)
		n++;
	CHECK_EQ(n, 4);
	entry = readdir(b);
	CHECK(entry != NULL);
	CHECK_STR(entry->d_name, first);
	CHECK_EQ(closedir(a), 0);
	for (n = 0; readdir(b) != NULL; n++)
		;
	CHECK_EQ(n, 4);
	CHECK_EQ(closedir(b), 0);
}
