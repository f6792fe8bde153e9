/* Two processes append to one file that each has opened: nothing is lost. */
#include "../processes.h"

static void append(char letter)
{
	int fd = open("f", O_WRONLY | O_APPEND | O_CREAT, 0644);

	CHECK(fd >= 0);
	for (int i = 0; i < 200; i++)
		CHECK_EQ(write(fd, &letter, 1), 1);
	close(fd);
}

int main(void)
{
	static char text[1000];
	int count[2] = { 0, 0 };
	pid_t child = IN_CHILD(append('a'));

	append('b');
	CHECK_EXIT(child, 0);
	int fd = OPEN("f", O_RDONLY);
	CHECK_EQ(read(fd, text, sizeof text), 400);
	for (int i = 0; i < 400; i++)
		count[text[i] == 'b']++;
	CHECK_EQ(count[0], 200);
	CHECK_EQ(count[1], 200);
}
