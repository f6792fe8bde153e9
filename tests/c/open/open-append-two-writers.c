/* open: two descriptors with O_APPEND never overwrite each other. */
#include "../check.h"

int main(void)
{
	int a = OPEN("f", O_WRONLY | O_CREAT | O_APPEND);
	int b = OPEN("f", O_WRONLY | O_APPEND);

	CHECK_EQ(write(a, "1", 1), 1);
	CHECK_EQ(write(b, "22", 2), 2);
	CHECK_EQ(write(a, "333", 3), 3);
	CHECK_EQ(write(b, "4", 1), 1);
	CHECK_EQ(close(a), 0);
	CHECK_EQ(close(b), 0);
	CHECK_FILE("f", "1223334");
}
