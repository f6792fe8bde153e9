/* asprintf and dprintf: allocated and direct output. */
#include "../check.h"

int main(void)
{
	char *text = NULL;

	CHECK_EQ(asprintf(&text, "%s-%05d", "name", 42), 10);
	CHECK_STR(text, "name-00042");
	free(text);
	CHECK_EQ(asprintf(&text, "%5000d", 7), 5000);
	CHECK_EQ(text[4999], '7');
	free(text);
	int fd = OPEN("f", O_WRONLY | O_CREAT);
	CHECK_EQ(dprintf(fd, "%d %s\n", 5, "five"), 7);
	CHECK_EQ(close(fd), 0);
	CHECK_FILE("f", "5 five\n");
	CHECK(dprintf(fd, "x") < 0);
}
