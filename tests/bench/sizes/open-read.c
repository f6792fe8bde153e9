#include <fcntl.h>
#include <unistd.h>

int main(void)
{
	char text[64];
	int fd = open("data.txt", O_RDONLY);
	if (fd < 0)
		return 1;
	ssize_t length = read(fd, text, sizeof text);
	close(fd);
	return length < 0;
}
