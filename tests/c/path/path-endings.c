/* Names that end in slashes and dots, in every call that takes a path: for each call and
 * kind of file, a row with Linux's result for each ending. With an argument, the program
 * prints the rows instead of comparing them. */
#include "../check.h"
#include <dirent.h>
#include <limits.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

static const char *const endings[] = { "", "/", "//", "/.", "/./", "/..", "/../", "/./." };
static const char *const kinds[] = { "file", "dir", "full", "tofile", "todir", "dangling", "missing" };

enum { ENDINGS = sizeof endings / sizeof *endings, KINDS = sizeof kinds / sizeof *kinds };

/* ENOENT and so on, a letter each; a point is success. */
static char letter(int result)
{
	if (result >= 0)
		return '.';
	switch (errno) {
	case ENOENT: return 'N';
	case ENOTDIR: return 'D';
	case EISDIR: return 'I';
	case EEXIST: return 'E';
	case ENOTEMPTY: return 'M';
	case EINVAL: return 'V';
	case ELOOP: return 'L';
	case EBUSY: return 'B';
	case EPERM: return 'P';
	default: return '?';
	}
}

static int closed(int fd)
{
	return fd < 0 ? fd : close(fd);
}

static int open_read(const char *path) { return closed(open(path, O_RDONLY)); }
static int open_write(const char *path) { return closed(open(path, O_WRONLY)); }
static int open_create(const char *path) { return closed(open(path, O_WRONLY | O_CREAT, 0666)); }
static int open_new(const char *path) { return closed(open(path, O_WRONLY | O_CREAT | O_EXCL, 0666)); }
static int open_directory(const char *path) { return closed(open(path, O_RDONLY | O_DIRECTORY)); }
static int open_nofollow(const char *path) { return closed(open(path, O_RDONLY | O_NOFOLLOW)); }
static int stat_of(const char *path) { struct stat st; return stat(path, &st); }
static int lstat_of(const char *path) { struct stat st; return lstat(path, &st); }
static int access_of(const char *path) { return access(path, F_OK); }
static int make(const char *path) { return mkdir(path, 0777); }
static int rename_from(const char *path) { return rename(path, "t/new"); }
static int file_to(const char *path) { return rename("t/other", path); }
static int dir_to(const char *path) { return rename("t/otherdir", path); }
static int link_from(const char *path) { return link(path, "t/new"); }
static int link_to(const char *path) { return link("t/other", path); }
static int symlink_to(const char *path) { return symlink("other", path); }
static int readlink_of(const char *path) { char to[99]; return (int)readlink(path, to, sizeof to); }
static int truncate_of(const char *path) { return truncate(path, 3); }
static int times(const char *path) { return utimensat(AT_FDCWD, path, NULL, 0); }
static int times_of_link(const char *path) { return utimensat(AT_FDCWD, path, NULL, AT_SYMLINK_NOFOLLOW); }
static int statvfs_of(const char *path) { struct statvfs st; return statvfs(path, &st); }

static int go(const char *path)
{
	if (chdir(path) < 0)
		return -1;
	/* Back to where t is: the name shows the depth. */
	int here = access("t", F_OK) == 0 ? 0 : access("../t", F_OK) == 0 ? 1 : 2;
	CHECK_EQ(here == 0 ? 0 : chdir(here == 1 ? ".." : "../.."), 0);
	return 0;
}

static int list(const char *path)
{
	DIR *dir = opendir(path);

	return dir == NULL ? -1 : closedir(dir);
}

static int resolve(const char *path)
{
	char *name = realpath(path, NULL);

	free(name);
	return name == NULL ? -1 : 0;
}

struct call {
	const char *name;
	int (*call)(const char *path);
	const char *rows[KINDS];
};

#define CALL(name) #name, name
static const struct call calls[] = {
	{ CALL(open_read), {
		".DDDDDDD", /* file */
		"........", /* dir */
		"........", /* full */
		".DDDDDDD", /* tofile */
		"........", /* todir */
		"NNNNNNNN", /* dangling */
		"NNNNNNNN", /* missing */
	} },
	{ CALL(open_write), {
		".DDDDDDD", /* file */
		"IIIIIIII", /* dir */
		"IIIIIIII", /* full */
		".DDDDDDD", /* tofile */
		"IIIIIIII", /* todir */
		"NNNNNNNN", /* dangling */
		"NNNNNNNN", /* missing */
	} },
	{ CALL(open_create), {
		".IIDDDDD", /* file */
		"IIIIIIII", /* dir */
		"IIIIIIII", /* full */
		".IIDDDDD", /* tofile */
		"IIIIIIII", /* todir */
		".IINNNNN", /* dangling */
		".IINNNNN", /* missing */
	} },
	{ CALL(open_new), {
		"EIIDDDDD", /* file */
		"EIIEEEEE", /* dir */
		"EIIEEEEE", /* full */
		"EIIDDDDD", /* tofile */
		"EIIEEEEE", /* todir */
		"EIINNNNN", /* dangling */
		".IINNNNN", /* missing */
	} },
	{ CALL(open_directory), {
		"DDDDDDDD", /* file */
		"........", /* dir */
		"........", /* full */
		"DDDDDDDD", /* tofile */
		"........", /* todir */
		"NNNNNNNN", /* dangling */
		"NNNNNNNN", /* missing */
	} },
	{ CALL(open_nofollow), {
		".DDDDDDD", /* file */
		"........", /* dir */
		"........", /* full */
		"LDDDDDDD", /* tofile */
		"L.......", /* todir */
		"LNNNNNNN", /* dangling */
		"NNNNNNNN", /* missing */
	} },
	{ CALL(stat_of), {
		".DDDDDDD", /* file */
		"........", /* dir */
		"........", /* full */
		".DDDDDDD", /* tofile */
		"........", /* todir */
		"NNNNNNNN", /* dangling */
		"NNNNNNNN", /* missing */
	} },
	{ CALL(lstat_of), {
		".DDDDDDD", /* file */
		"........", /* dir */
		"........", /* full */
		".DDDDDDD", /* tofile */
		"........", /* todir */
		".NNNNNNN", /* dangling */
		"NNNNNNNN", /* missing */
	} },
	{ CALL(access_of), {
		".DDDDDDD", /* file */
		"........", /* dir */
		"........", /* full */
		".DDDDDDD", /* tofile */
		"........", /* todir */
		"NNNNNNNN", /* dangling */
		"NNNNNNNN", /* missing */
	} },
	{ CALL(make), {
		"EEEDDDDD", /* file */
		"EEEEEEEE", /* dir */
		"EEEEEEEE", /* full */
		"EEEDDDDD", /* tofile */
		"EEEEEEEE", /* todir */
		"EEENNNNN", /* dangling */
		"...NNNNN", /* missing */
	} },
	{ CALL(rmdir), {
		"DDDDDDDD", /* file */
		"...VVMMV", /* dir */
		"MMMVVMMV", /* full */
		"DDDDDDDD", /* tofile */
		"DDDVVMMV", /* todir */
		"DDDNNNNN", /* dangling */
		"NNNNNNNN", /* missing */
	} },
	{ CALL(unlink), {
		".DDDDDDD", /* file */
		"IIIIIIII", /* dir */
		"IIIIIIII", /* full */
		".DDDDDDD", /* tofile */
		".DDIIIII", /* todir */
		".DDNNNNN", /* dangling */
		"NNNNNNNN", /* missing */
	} },
	{ CALL(remove), {
		".DDDDDDD", /* file */
		"...VVMMV", /* dir */
		"MMMVVMMV", /* full */
		".DDDDDDD", /* tofile */
		".DDVVMMV", /* todir */
		".DDNNNNN", /* dangling */
		"NNNNNNNN", /* missing */
	} },
	{ CALL(rename_from), {
		".DDDDDDD", /* file */
		"...BBBBB", /* dir */
		"...BBBBB", /* full */
		".DDDDDDD", /* tofile */
		".DDBBBBB", /* todir */
		".DDNNNNN", /* dangling */
		"NNNNNNNN", /* missing */
	} },
	{ CALL(file_to), {
		".DDDDDDD", /* file */
		"IDDBBBBB", /* dir */
		"IDDBBBBB", /* full */
		".DDDDDDD", /* tofile */
		".DDBBBBB", /* todir */
		".DDNNNNN", /* dangling */
		".DDNNNNN", /* missing */
	} },
	{ CALL(dir_to), {
		"DDDDDDDD", /* file */
		"...BBBBB", /* dir */
		"MMMBBBBB", /* full */
		"DDDDDDDD", /* tofile */
		"DDDBBBBB", /* todir */
		"DDDNNNNN", /* dangling */
		"...NNNNN", /* missing */
	} },
	{ CALL(link_from), {
		".DDDDDDD", /* file */
		"PPPPPPPP", /* dir */
		"PPPPPPPP", /* full */
		".DDDDDDD", /* tofile */
		".PPPPPPP", /* todir */
		".NNNNNNN", /* dangling */
		"NNNNNNNN", /* missing */
	} },
	{ CALL(link_to), {
		"EEEDDDDD", /* file */
		"EEEEEEEE", /* dir */
		"EEEEEEEE", /* full */
		"EEEDDDDD", /* tofile */
		"EEEEEEEE", /* todir */
		"EEENNNNN", /* dangling */
		".NNNNNNN", /* missing */
	} },
	{ CALL(symlink_to), {
		"EEEDDDDD", /* file */
		"EEEEEEEE", /* dir */
		"EEEEEEEE", /* full */
		"EEEDDDDD", /* tofile */
		"EEEEEEEE", /* todir */
		"EEENNNNN", /* dangling */
		".NNNNNNN", /* missing */
	} },
	{ CALL(readlink_of), {
		"VDDDDDDD", /* file */
		"VVVVVVVV", /* dir */
		"VVVVVVVV", /* full */
		".DDDDDDD", /* tofile */
		".VVVVVVV", /* todir */
		".NNNNNNN", /* dangling */
		"NNNNNNNN", /* missing */
	} },
	{ CALL(truncate_of), {
		".DDDDDDD", /* file */
		"IIIIIIII", /* dir */
		"IIIIIIII", /* full */
		".DDDDDDD", /* tofile */
		"IIIIIIII", /* todir */
		"NNNNNNNN", /* dangling */
		"NNNNNNNN", /* missing */
	} },
	{ CALL(times), {
		".DDDDDDD", /* file */
		"........", /* dir */
		"........", /* full */
		".DDDDDDD", /* tofile */
		"........", /* todir */
		"NNNNNNNN", /* dangling */
		"NNNNNNNN", /* missing */
	} },
	{ CALL(times_of_link), {
		".DDDDDDD", /* file */
		"........", /* dir */
		"........", /* full */
		".DDDDDDD", /* tofile */
		"........", /* todir */
		".NNNNNNN", /* dangling */
		"NNNNNNNN", /* missing */
	} },
	{ CALL(statvfs_of), {
		".DDDDDDD", /* file */
		"........", /* dir */
		"........", /* full */
		".DDDDDDD", /* tofile */
		"........", /* todir */
		"NNNNNNNN", /* dangling */
		"NNNNNNNN", /* missing */
	} },
	{ CALL(go), {
		"DDDDDDDD", /* file */
		"........", /* dir */
		"........", /* full */
		"DDDDDDDD", /* tofile */
		"........", /* todir */
		"NNNNNNNN", /* dangling */
		"NNNNNNNN", /* missing */
	} },
	{ CALL(list), {
		"DDDDDDDD", /* file */
		"........", /* dir */
		"........", /* full */
		"DDDDDDDD", /* tofile */
		"........", /* todir */
		"NNNNNNNN", /* dangling */
		"NNNNNNNN", /* missing */
	} },
	{ CALL(resolve), {
		".DDDDDDD", /* file */
		"........", /* dir */
		"........", /* full */
		".DDDDDDD", /* tofile */
		"........", /* todir */
		"NNNNNNNN", /* dangling */
		"NNNNNNNN", /* missing */
	} },
};

static void set_up(void)
{
	CHECK_EQ(mkdir("t", 0777), 0);
	PUT("t/file", "text");
	PUT("t/other", "text");
	CHECK_EQ(mkdir("t/dir", 0777), 0);
	CHECK_EQ(mkdir("t/otherdir", 0777), 0);
	CHECK_EQ(mkdir("t/full", 0777), 0);
	PUT("t/full/x", "");
	CHECK_EQ(symlink("file", "t/tofile"), 0);
	CHECK_EQ(symlink("dir", "t/todir"), 0);
	CHECK_EQ(symlink("nowhere", "t/dangling"), 0);
}

static void remove_all(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	char names[32][300];
	int n = 0;

	CHECK(dir != NULL);
	while ((entry = readdir(dir)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			snprintf(names[n++], sizeof names[0], "%s/%s", path, entry->d_name);
	CHECK_EQ(closedir(dir), 0);
	while (n-- > 0)
		if (unlink(names[n]) != 0)
			remove_all(names[n]);
	CHECK_EQ(rmdir(path), 0);
}

int main(int argc, char **argv)
{
	int failed = 0;

	(void)argv;
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		if (argc > 1)
			printf("\t{ CALL(%s), {\n", calls[i].name);
		for (int kind = 0; kind < KINDS; kind++) {
			char row[ENDINGS + 1] = "";

			for (int ending = 0; ending < ENDINGS; ending++) {
				char path[64];

				snprintf(path, sizeof path, "t/%s%s", kinds[kind], endings[ending]);
				set_up();
				row[ending] = letter(calls[i].call(path));
				remove_all("t");
			}
			if (argc > 1) {
				printf("\t\t\"%s\", /* %s */\n", row, kinds[kind]);
			} else if (strcmp(row, calls[i].rows[kind]) != 0) {
				fprintf(stderr, "%s, %s: %s, want %s\n", calls[i].name,
					kinds[kind], row, calls[i].rows[kind]);
				failed = 1;
			}
		}
		if (argc > 1)
			printf("\t} },\n");
	}
	return failed;
}
