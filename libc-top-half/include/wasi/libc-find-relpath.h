#ifndef __wasi_libc_find_relpath_h
#define __wasi_libc_find_relpath_h

#include <features.h>

#define __NEED_size_t

#include <bits/alltypes.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Find the preopened directory that a path leads into. Returns its descriptor and, in
 * *abs_prefix, its name; the rest of the path goes to *relative_path, which is a buffer
 * of relative_path_len bytes (…_alloc: may be replaced by a larger one from malloc if
 * can_realloc). Returns -1 and sets errno if there is none. */
int __wasilibc_find_relpath(const char *path, const char **__restrict abs_prefix,
	char **relative_path, size_t relative_path_len);
int __wasilibc_find_relpath_alloc(const char *path, const char **abs_prefix, char **relative_path,
	size_t *relative_path_len, int can_realloc);

/* The same for a path that is absolute; *relative_path points into it. */
int __wasilibc_find_abspath(const char *path, const char **__restrict abs_prefix,
	const char **__restrict relative_path);

#ifdef __cplusplus
}
#endif

#endif
