/* wasi-cc -O2 hello.c -o hello.wasm && wasi-run hello.wasm [NAME] */

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "world";

	if (printf("Hello, %s!\n", name) < 0 || fflush(stdout) == EOF) {
		perror("hello");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
