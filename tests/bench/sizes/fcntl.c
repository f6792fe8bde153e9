#include <fcntl.h>

int main(int argc, char **argv)
{
	(void)argv;
	return fcntl(argc, F_SETFD, FD_CLOEXEC) < 0 || fcntl(argc, F_GETFL) < 0;
}
