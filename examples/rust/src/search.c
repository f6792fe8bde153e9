/* Searches a file with regular expressions of POSIX, which Rust's std does not have. */

#include <errno.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>

/* In main.rs. */
void found(void *context, unsigned long number, const char *line);

static int search_stream(FILE *stream, const regex_t *regex, void *context)
{
	char *line = NULL;
	size_t size = 0;

	for (unsigned long number = 1; getline(&line, &size, stream) != -1; number++)
		if (regexec(regex, line, 0, NULL, 0) == 0)
			found(context, number, line);
	free(line);
	return ferror(stream) ? errno : 0;
}

/* Calls found() for each line of the file that matches the pattern. Returns 0, or the number
 * of an error, which is EINVAL for an invalid pattern. */
int search(const char *file, const char *pattern, void *context)
{
	regex_t regex;
	if (regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB) != 0)
		return EINVAL;

	int error;
	FILE *stream = fopen(file, "r");
	if (stream) {
		error = search_stream(stream, &regex, context);
		fclose(stream);
	} else {
		error = errno;
	}
	regfree(&regex);
	return error;
}
