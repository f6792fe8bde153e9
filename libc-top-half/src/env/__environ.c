#include <string.h>
#include <unistd.h>
#include <wasi/api.h>
#include <wasi/libc-environ.h>
#include "../malloc/core.h"
#include "atomic.h"
#include "syscall.h"

char **__environ = 0;
weak_alias(__environ, ___environ);
weak_alias(__environ, _environ);
weak_alias(__environ, environ);
weak_alias(__environ, __wasilibc_environ);

void __wasilibc_initialize_environ(void)
{
	size_t count, size;
	if (__wasi_environ_sizes_get(&count, &size)) a_crash();
	char **p = __core_take((count + 1) * sizeof *p + size);
	if (!p) a_crash();
	if (count && __wasi_environ_get((void *)p, (void *)(p + count + 1))) a_crash();
	p[count] = 0;
	__environ = p;
}

/* A program that refers to environ links this file, and with it this constructor. */
__attribute__((__constructor__(50))) static void initialize_environ(void)
{
	__wasilibc_initialize_environ();
}

/* The first relative path needs the start directory: PWD if it exists, otherwise the root. */
hidden void __start_folder(void)
{
	for (char **p = __environ; p && *p; p++) {
		const char *s = *p;
		if (s[0] == 'P' && s[1] == 'W' && s[2] == 'D' && s[3] == '=') {
			if (s[4] == '/') __syscall(SYS_chdir, s + 4);
			return;
		}
	}
}

static size_t without_slashes(const char *s, size_t len)
{
	while (len > 1 && s[len - 1] == '/') len--;
	return len;
}

/* Whether a file of this name lies in a directory that PATH names, in these words. */
hidden int __on_path(const char *name, size_t len)
{
	while (len && name[len - 1] != '/') len--;
	len = without_slashes(name, len);
	for (char **p = __environ; len && p && *p; p++) {
		if (strncmp(*p, "PATH=", 5)) continue;
		for (const char *s = *p + 5, *end;; s = end + 1) {
			end = __strchrnul(s, ':');
			if (without_slashes(s, end - s) == len && !memcmp(s, name, len)) return 1;
			if (!*end) return 0;
		}
	}
	return 0;
}
