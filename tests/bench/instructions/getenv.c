#include <stdlib.h>
#include <unistd.h>

extern char **environ;

#define EIGHT(a) a "_ONE=1", a "_TWO=2", a "_THREE=3", a "_FOUR=4", \
	a "_FIVE=5", a "_SIX=6", a "_SEVEN=7", a "_EIGHT=8"

/* Names of an environment of forty. CALL is what is measured. */
int main(int argc, char **argv)
{
	static char *list[] = { EIGHT("SHELL"), EIGHT("XDG"), EIGHT("LC"), EIGHT("PATH"),
		EIGHT("PYTHON"), NULL };
	static const char *const names[] = { "HOME", "PATH_EIGHT", "PYTHON_EIGHT", "LC_ALL" };
	int found = 0;

	(void)argv;
	environ = list;
	for (int i = 0; i < 1000; i++)
		found += CALL;
	return found == argc;
}
