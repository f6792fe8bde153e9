#include <dirent.h>

int main(void)
{
	int entries = 0;
	DIR *directory = opendir(".");
	if (!directory)
		return 1;
	while (readdir(directory))
		entries++;
	closedir(directory);
	return entries == 0;
}
