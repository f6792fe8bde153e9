#include <sys/stat.h>

int main(void)
{
	for (int i = 0; i < TIMES; i++) {
		struct stat status;
		if (stat("data.txt", &status) || !S_ISREG(status.st_mode))
			return 1;
	}
	return 0;
}
