/* A program that executes itself a hundred times keeps its number, its children and its files. */
#include "../processes.h"

int main(int argc, char **argv)
{
	char number[16], self[16], child[16];
	int left = argc > 1 ? atoi(argv[1]) : 100;

	if (argc == 1) {
		int fd = open("f", O_RDWR | O_CREAT, 0644);
		CHECK_EQ(dup2(fd, 20), 20);
		close(fd);
		sprintf(child, "%d", (int)IN_CHILD(_exit(5)));
		sprintf(self, "%d", (int)getpid());
	} else {
		strcpy(self, argv[2]);
		strcpy(child, argv[3]);
		CHECK_EQ(getpid(), atoi(self));
	}
	CHECK_EQ(write(20, "x", 1), 1);
	if (left > 0) {
		sprintf(number, "%d", left - 1);
		execl("self", "self", number, self, child, (char *)NULL);
		CHECK(0);
	}
	CHECK_EQ(lseek(20, 0, SEEK_CUR), 101);
	CHECK_EXIT(atoi(child), 5);
	CHECK_ERRNO(wait(NULL), ECHILD);
}
