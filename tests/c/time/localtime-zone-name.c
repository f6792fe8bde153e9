/* localtime: a zone by its name, from a directory that the host shows; /etc/localtime. */
#include "../check.h"
#include <sys/stat.h>
#include <time.h>

int main(void)
{
	/* Version 1: one type, an hour and a half ahead. */
	static const char zone[] = "TZif\0" "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
				   "\0\0\0\0" "\0\0\0\0" "\0\0\0\0" "\0\0\0\0"
				   "\0\0\0\1" "\0\0\0\4" "\0\0\25\30" "\0\0" "MYT";
	time_t t = 1720000000;

	CHECK_EQ(mkdir("usr", 0777), 0);
	CHECK_EQ(mkdir("usr/share", 0777), 0);
	CHECK_EQ(mkdir("usr/share/zoneinfo", 0777), 0);
	CHECK_EQ(mkdir("usr/share/zoneinfo/My", 0777), 0);
	CHECK_EQ(mkdir("etc", 0777), 0);
	int fd = OPEN("usr/share/zoneinfo/My/Town", O_WRONLY | O_CREAT);
	CHECK_EQ(write(fd, zone, sizeof zone), sizeof zone);
	CHECK_EQ(close(fd), 0);

	/* Neither a variable nor a file: UTC. */
	CHECK_EQ(localtime(&t)->tm_gmtoff, 0);
	CHECK_STR(localtime(&t)->tm_zone, "UTC");
	CHECK_EQ(setenv("TZ", "My/Town", 1), 0);
	CHECK_EQ(localtime(&t)->tm_gmtoff, 5400);
	CHECK_STR(localtime(&t)->tm_zone, "MYT");
	CHECK_EQ(timezone, -5400);
	CHECK_EQ(setenv("TZ", "UTC0", 1), 0);
	CHECK_EQ(localtime(&t)->tm_gmtoff, 0);
	CHECK_EQ(link("usr/share/zoneinfo/My/Town", "etc/localtime"), 0);
	CHECK_EQ(unsetenv("TZ"), 0);
	CHECK_STR(localtime(&t)->tm_zone, "MYT");
}
