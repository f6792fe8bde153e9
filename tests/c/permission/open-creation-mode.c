/* open with O_CREAT: the mode, less the umask, is that of a new file only. */
#include "../check.h"
#include <sys/stat.h>

static int mode(const char *path)
{
	struct stat st;

	CHECK_EQ(stat(path, &st), 0);
	return st.st_mode & 07777;
}

static void make(const char *path, int flags, int mode)
{
	int fd = open(path, O_CREAT | O_RDWR | flags, mode);

	CHECK(fd >= 0);
	CHECK_EQ(close(fd), 0);
}

int main(void)
{
	char name[] = "XXXXXX";

	umask(022);
	make("plain", 0, 0666);
	CHECK_EQ(mode("plain"), 0644);
	make("program", O_EXCL, 0777);
	CHECK_EQ(mode("program"), 0755);
	make("program", O_TRUNC, 0600);
	CHECK_EQ(mode("program"), 0755);
	CHECK_EQ(unlink("program"), 0);
	make("program", 0, 0666);
	CHECK_EQ(mode("program"), 0644);
	umask(077);
	make("secret", 0, 0666);
	CHECK_EQ(mode("secret"), 0600);
	CHECK_EQ(link("secret", "other"), 0);
	CHECK_EQ(rename("secret", "new"), 0);
	CHECK_EQ(mode("other"), 0600);
	CHECK_EQ(mode("new"), 0600);
	umask(0);
	make("open", 0, 0666);
	CHECK_EQ(mode("open"), 0666);
	CHECK_EQ(close(mkstemp(name)), 0);
	CHECK_EQ(mode(name), 0600);
	CHECK_EQ(mkdir("d", 01770), 0);
	CHECK_EQ(mode("d"), 01770);
	strcpy(name, "XXXXXX");
	CHECK(mkdtemp(name) == name);
	CHECK_EQ(mode(name), 0700);
}
