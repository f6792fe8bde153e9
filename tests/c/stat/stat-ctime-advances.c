/* st_ctime is the time of the last change of the file's content or metadata. */
#include "../check.h"
#include <sys/stat.h>
#include <time.h>

static struct timespec last;

/* It is later than at the last query, by name and by descriptor alike. */
static void changed(int fd)
{
	struct stat name, file;

	CHECK_EQ(stat("file", &name), 0);
	CHECK_EQ(fstat(fd, &file), 0);
	CHECK_EQ(name.st_ctim.tv_sec, file.st_ctim.tv_sec);
	CHECK_EQ(name.st_ctim.tv_nsec, file.st_ctim.tv_nsec);
	CHECK(name.st_ctim.tv_sec > last.tv_sec ||
	      (name.st_ctim.tv_sec == last.tv_sec &&
	       name.st_ctim.tv_nsec > last.tv_nsec));
	last = name.st_ctim;
	nanosleep(&(struct timespec){.tv_nsec = 20000000}, 0);
}

int main(void)
{
	struct timespec past[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
	int fd = open("file", O_RDWR | O_CREAT, 0600);

	CHECK(fd >= 0);
	changed(fd);
	CHECK_EQ(write(fd, "x", 1), 1);
	changed(fd);
	/* The times that can be set leave it alone. */
	CHECK_EQ(futimens(fd, past), 0);
	changed(fd);
	CHECK_EQ(link("file", "second"), 0);
	changed(fd);
	CHECK_EQ(ftruncate(fd, 0), 0);
	changed(fd);
	CHECK_EQ(close(fd), 0);
}
