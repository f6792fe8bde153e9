#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* As musl's, with FTW_CHDIR; and directories deeper than the descriptors allow are walked
 * too: the names of a directory are read before its files are visited. */

typedef int visit_function(const char *, const struct stat *, int, struct FTW *);

/* A directory on the way down. */
struct folder {
	const struct folder *above;
	dev_t dev;
	ino_t ino;
};

struct walk {
	visit_function *visit;
	int flags;
	dev_t dev;
	/* For FTW_CHDIR: the working directory at the start, and the length of the part of the
	 * path that names the current one. */
	char *start;
	size_t here;
	char path[PATH_MAX];
};

/* Changes to the directory of the first n bytes of the path, if requested. */
static int go(struct walk *w, size_t n)
{
	if (!w->start || w->here == n) return 0;
	char end = w->path[n];
	int r = w->path[0] == '/' && n ? 0 : chdir(w->start);
	w->path[n] = 0;
	if (!r && n) r = chdir(w->path);
	w->path[n] = end;
	w->here = r ? -1 : n;
	return r;
}

/* All names of a directory, with an empty one at the end. */
static char *names(DIR *dir)
{
	char *all = 0;
	size_t used = 0, size = 0;
	for (;;) {
		errno = 0;
		struct dirent *entry = readdir(dir);
		if (!entry && errno) break;
		const char *name = entry ? entry->d_name : "";
		if (!strcmp(name, ".") || !strcmp(name, "..")) continue;
		size_t n = strlen(name) + 1;
		if (used + n > size) {
			size = 2 * size + n + 256;
			char *more = realloc(all, size);
			if (!more) break;
			all = more;
		}
		memcpy(all + used, name, n);
		used += n;
		if (!entry) return all;
	}
	free(all);
	return 0;
}

static int enter(struct walk *, size_t, size_t, int, const struct folder *);

static int children(struct walk *w, DIR *dir, size_t length, int level, const struct folder *folder)
{
	char *all = names(dir);
	int r = all ? 0 : -1, error = errno;
	closedir(dir);
	size_t base = length + (length && w->path[length - 1] != '/');
	for (char *name = all; !r && *name; name += strlen(name) + 1) {
		size_t n = strlen(name);
		if (base + n >= sizeof w->path) {
			error = ENAMETOOLONG;
			r = -1;
			break;
		}
		w->path[length] = 0;
		r = go(w, length);
		if (base > length) w->path[length] = '/';
		memcpy(w->path + base, name, n + 1);
		if (!r) r = enter(w, base + n, base, level + 1, folder);
		error = errno;
	}
	w->path[length] = 0;
	free(all);
	errno = error;
	return r;
}

/* Visits the file at the path, whose last part begins at base. */
static int enter(struct walk *w, size_t length, size_t base, int level, const struct folder *above)
{
	const char *name = w->path + (w->start ? base : 0);
	size_t outer = base > 1 ? base - 1 : base;
	struct FTW ftw = { .base = base, .level = level };
	struct stat st;
	DIR *dir = 0;
	int type = FTW_F;

	if (!*name) name = w->path;
	if ((w->flags & FTW_PHYS ? lstat : stat)(name, &st)) {
		if (!(w->flags & FTW_PHYS) && errno == ENOENT && !lstat(name, &st)) type = FTW_SLN;
		else if (errno == EACCES && level) type = FTW_NS;
		else return -1;
	} else if (S_ISLNK(st.st_mode)) {
		type = FTW_SL;
	} else if (S_ISDIR(st.st_mode)) {
		type = FTW_D;
	}
	if (!level) w->dev = st.st_dev;
	if (w->flags & FTW_MOUNT && type != FTW_NS && st.st_dev != w->dev) return 0;
	if (type != FTW_D) return w->visit(w->path, &st, type, &ftw);

	if (!(w->flags & FTW_PHYS))
		for (const struct folder *f = above; f; f = f->above)
			if (f->dev == st.st_dev && f->ino == st.st_ino) return 0;
	struct folder folder = { above, st.st_dev, st.st_ino };
	dir = opendir(name);
	if (!dir && errno != EACCES) return -1;
	int r = 0;
	if (!dir) return w->visit(w->path, &st, FTW_DNR, &ftw);
	if (!(w->flags & FTW_DEPTH) && (r = w->visit(w->path, &st, FTW_D, &ftw))) {
		closedir(dir);
		return r;
	}
	r = children(w, dir, length, level, &folder);
	if (!r && w->flags & FTW_DEPTH) {
		r = go(w, outer);
		if (!r) r = w->visit(w->path, &st, FTW_DP, &ftw);
	}
	return r;
}

int nftw(const char *path, visit_function *visit, int descriptors, int flags)
{
	struct walk w = { .visit = visit, .flags = flags };
	size_t length = strlen(path), base;
	int r = 0;

	if (descriptors <= 0) return 0;
	if (length >= sizeof w.path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(w.path, path, length + 1);
	while (length > 1 && w.path[length - 1] == '/') w.path[--length] = 0;
	for (base = length; base && w.path[base - 1] != '/'; base--) {}
	if (flags & FTW_CHDIR) {
		w.start = getcwd(0, 0);
		if (!w.start) return -1;
		r = go(&w, base > 1 ? base - 1 : base);
	}
	if (!r) r = enter(&w, length, base, 0, 0);
	if (w.start) {
		int error = errno;
		if (chdir(w.start) && !r) r = -1;
		else errno = error;
		free(w.start);
	}
	return r;
}
