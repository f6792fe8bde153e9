#include <stdlib.h>
#include <unistd.h>

/* Linked into the programs that -fwasi-launcher makes, which see the whole tree of
 * files. WASI has no working directory, so the launcher passes it in PWD. A program
 * that cannot change to it must not work on other files of the same names. After
 * environ's constructor, before any of the program's. */
__attribute__((__constructor__(60))) static void start_in_pwd(void)
{
	const char *folder = getenv("PWD");
	if (folder && chdir(folder)) _Exit(125);
}
