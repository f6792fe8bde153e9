#include <fcntl.h>
#include <unistd.h>

/* Opens, reads and closes one file, TIMES times. */
int main(void)
{
	for (int i = 0; i < TIMES; i++) {
		char text[64];
		int fd = open("data.txt", O_RDONLY);
		if (fd < 0 || read(fd, text, sizeof text) != sizeof text || close(fd))
			return 1;
	}
	return 0;
}
