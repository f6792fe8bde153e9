#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Directories are never entered: every fts_accpath is relative to the directory in
 * which fts_open was called, as with FTS_NOCHDIR. */

/* An entry is one block: FTSENT with its name, then the stat, then the path. */
static FTSENT *new_entry(FTSENT *parent, const char *folder, const char *name)
{
	size_t namelen = strlen(name), folderlen = strlen(folder);
	int slash = folderlen && folder[folderlen - 1] != '/';
	size_t pathlen = folderlen + slash + namelen;
	if (pathlen >= UINT_MAX) {
		errno = ENAMETOOLONG;
		return 0;
	}
	size_t head = (sizeof(FTSENT) + namelen + 7) & -8;
	FTSENT *p = calloc(1, head + sizeof(struct stat) + pathlen + 1);
	if (!p) return 0;
	memcpy(p->fts_name, name, namelen + 1);
	p->fts_namelen = namelen;
	p->fts_statp = (void *)((char *)p + head);
	p->fts_path = p->fts_accpath = (char *)(p->fts_statp + 1);
	memcpy(p->fts_path, folder, folderlen);
	if (slash) p->fts_path[folderlen] = '/';
	memcpy(p->fts_path + folderlen + slash, name, namelen + 1);
	p->fts_pathlen = pathlen;
	p->fts_parent = parent;
	p->fts_level = parent ? parent->fts_level + 1 : FTS_ROOTLEVEL;
	p->fts_instr = FTS_NOINSTR;
	p->fts_symfd = -1;
	return p;
}

static void free_list(FTSENT *p)
{
	while (p) {
		FTSENT *next = p->fts_link;
		free(p);
		p = next;
	}
}

static int is_dot(const char *name)
{
	return name[0] == '.' && (!name[1] || (name[1] == '.' && !name[2]));
}

static int kind(FTSENT *p, int follow)
{
	struct stat *st = p->fts_statp;
	if (fstatat(AT_FDCWD, p->fts_accpath, st, follow ? 0 : AT_SYMLINK_NOFOLLOW)) {
		p->fts_errno = errno;
		if (follow && !fstatat(AT_FDCWD, p->fts_accpath, st, AT_SYMLINK_NOFOLLOW)
			&& S_ISLNK(st->st_mode)) {
			p->fts_errno = 0;
			return FTS_SLNONE;
		}
		memset(st, 0, sizeof *st);
		return FTS_NS;
	}
	p->fts_dev = st->st_dev;
	p->fts_ino = st->st_ino;
	p->fts_nlink = st->st_nlink;
	if (S_ISREG(st->st_mode)) return FTS_F;
	if (S_ISLNK(st->st_mode)) return FTS_SL;
	if (!S_ISDIR(st->st_mode)) return FTS_DEFAULT;
	if (p->fts_level > FTS_ROOTLEVEL && is_dot(p->fts_name)) return FTS_DOT;
	for (FTSENT *up = p->fts_parent; up; up = up->fts_parent) {
		if (up->fts_ino == p->fts_ino && up->fts_dev == p->fts_dev) {
			p->fts_cycle = up;
			return FTS_DC;
		}
	}
	return FTS_D;
}

static FTSENT *sorted(FTS *fts, FTSENT *list)
{
	size_t n = 0;
	for (FTSENT *p = list; p; p = p->fts_link) n++;
	if (n < 2 || !fts->fts_compar) return list;
	if (n > fts->fts_nitems) {
		FTSENT **array = reallocarray(fts->fts_array, n, sizeof *array);
		if (!array) return list;
		fts->fts_array = array;
		fts->fts_nitems = n;
	}
	FTSENT **array = fts->fts_array;
	n = 0;
	for (FTSENT *p = list; p; p = p->fts_link) array[n++] = p;
	qsort(array, n, sizeof *array, (int (*)(const void *, const void *))fts->fts_compar);
	for (size_t i = 0; i < n; i++) array[i]->fts_link = i + 1 < n ? array[i + 1] : 0;
	return array[0];
}

/* The entries of a directory. 0 with errno 0: there are none. */
static FTSENT *children(FTS *fts, FTSENT *folder, int names_only)
{
	FTSENT *list = 0, **end = &list;
	struct dirent *de;
	DIR *dir = opendir(folder->fts_accpath);
	if (!dir) return 0;
	while (errno = 0, de = readdir(dir)) {
		if (!(fts->fts_options & FTS_SEEDOT) && is_dot(de->d_name)) continue;
		FTSENT *p = new_entry(folder, folder->fts_path, de->d_name);
		if (!p) break;
		if (names_only
			|| ((fts->fts_options & FTS_NOSTAT) && de->d_type != DT_DIR
				&& de->d_type != DT_UNKNOWN
				&& !((fts->fts_options & FTS_LOGICAL) && de->d_type == DT_LNK)))
			p->fts_info = FTS_NSOK;
		else p->fts_info = kind(p, fts->fts_options & FTS_LOGICAL);
		*end = p;
		end = &p->fts_link;
	}
	int error = errno;
	closedir(dir);
	errno = error;
	if (error) {
		free_list(list);
		return 0;
	}
	return sorted(fts, list);
}

FTS *fts_open(char *const *paths, int options, int (*compare)(const FTSENT **, const FTSENT **))
{
	/* Where both are given FTS_LOGICAL decides, as in glibc. */
	if (options & ~FTS_OPTIONMASK || !(options & (FTS_LOGICAL | FTS_PHYSICAL)) || !*paths) {
		errno = EINVAL;
		return 0;
	}
	FTS *fts = calloc(1, sizeof *fts);
	if (!fts) return 0;
	fts->fts_options = options | FTS_NOCHDIR;
	fts->fts_compar = compare;
	fts->fts_rfd = -1;

	FTSENT **end = &fts->fts_child;
	for (; *paths; paths++) {
		FTSENT *p = new_entry(0, "", *paths);
		if (!p) {
			fts_close(fts);
			return 0;
		}
		p->fts_info = kind(p, options & (FTS_LOGICAL | FTS_COMFOLLOW));
		*end = p;
		end = &p->fts_link;
	}
	fts->fts_child = sorted(fts, fts->fts_child);
	return fts;
}

int fts_close(FTS *fts)
{
	for (FTSENT *p = fts->fts_cur; p;) {
		FTSENT *up = p->fts_parent;
		free_list(p);
		p = up;
	}
	free_list(fts->fts_child);
	free(fts->fts_array);
	free(fts);
	return 0;
}

/* Continues after p, which is finished: with its neighbour, or up to its directory. */
static FTSENT *after(FTS *fts, FTSENT *p)
{
	FTSENT *next = p->fts_link, *up = p->fts_parent;
	free(p);
	if (next) return next;
	if (up) up->fts_info = FTS_DP;
	return up;
}

static FTSENT *enter(FTS *fts, FTSENT *p)
{
	FTSENT *list = fts->fts_child;
	if ((fts->fts_options & FTS_XDEV) && p->fts_parent && p->fts_dev != fts->fts_dev) return 0;
	if (!list || list->fts_parent != p || (fts->fts_options & FTS_NAMEONLY)) {
		free_list(list);
		list = children(fts, p, 0);
		if (!list && errno) {
			p->fts_errno = errno;
			p->fts_info = FTS_DNR;
		}
	}
	fts->fts_child = 0;
	fts->fts_options &= ~FTS_NAMEONLY;
	return list;
}

FTSENT *fts_read(FTS *fts)
{
	FTSENT *p = fts->fts_cur;
	if (fts->fts_options & FTS_STOP) return 0;
	if (!p) {
		p = fts->fts_child;
		fts->fts_child = 0;
	} else {
		int instr = p->fts_instr;
		p->fts_instr = FTS_NOINSTR;
		if (instr == FTS_AGAIN) {
			p->fts_info = kind(p, fts->fts_options & FTS_LOGICAL);
			return p;
		}
		if (instr == FTS_FOLLOW && (p->fts_info == FTS_SL || p->fts_info == FTS_SLNONE)) {
			p->fts_info = kind(p, 1);
			return p;
		}
		if (p->fts_info == FTS_D) {
			FTSENT *list = instr == FTS_SKIP ? 0 : enter(fts, p);
			if (list) p = list;
			else if (p->fts_info == FTS_D) p->fts_info = FTS_DP;
		} else {
			p = after(fts, p);
		}
	}
	fts->fts_cur = p;
	if (!p) {
		fts->fts_options |= FTS_STOP;
		errno = 0;
		return 0;
	}
	if (p->fts_level == FTS_ROOTLEVEL) fts->fts_dev = p->fts_dev;
	fts->fts_path = p->fts_path;
	return p;
}

FTSENT *fts_children(FTS *fts, int names)
{
	FTSENT *p = fts->fts_cur;
	if (names && names != FTS_NAMEONLY) {
		errno = EINVAL;
		return 0;
	}
	errno = 0;
	if (!p) return fts->fts_child;
	if (p->fts_info != FTS_D) return 0;
	free_list(fts->fts_child);
	if (names) fts->fts_options |= FTS_NAMEONLY;
	else fts->fts_options &= ~FTS_NAMEONLY;
	return fts->fts_child = children(fts, p, names);
}

int fts_set(FTS *fts, FTSENT *p, int instr)
{
	if (instr && (instr < FTS_AGAIN || instr > FTS_SKIP)) {
		errno = EINVAL;
		return -1;
	}
	p->fts_instr = instr;
	return 0;
}
