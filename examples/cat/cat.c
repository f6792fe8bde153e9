/* Copies files, or standard input, to standard output:
 * wasi-cc -O2 cat.c -o cat.wasm && wasi-run --dir . cat.wasm FILE... */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Says what failed and on which file; 0 so that a caller can return it. */
static int failed(const char *name)
{
	fprintf(stderr, "cat: %s: %s\n", name, strerror(errno));
	return 0;
}

static int copy(int from, const char *name)
{
	static char buffer[1 << 16];
	ssize_t got;

	while ((got = read(from, buffer, sizeof buffer)) > 0)
		for (ssize_t done = 0; done < got;) {
			ssize_t put = write(STDOUT_FILENO, buffer + done, got - done);
			if (put < 0)
				return failed("standard output");
			done += put;
		}
	return got == 0 || failed(name);
}

static int copy_file(const char *name)
{
	int fd = open(name, O_RDONLY);
	if (fd < 0)
		return failed(name);

	int ok = copy(fd, name);
	return close(fd) == 0 ? ok : failed(name);
}

int main(int argc, char **argv)
{
	int ok = 1;

	if (argc < 2)
		ok = copy(STDIN_FILENO, "standard input");
	for (int i = 1; i < argc; i++)
		ok &= copy_file(argv[i]);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
