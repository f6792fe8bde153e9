#define _GNU_SOURCE
#include <errno.h>
#include <error.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

unsigned error_message_count;
int error_one_per_line;
void (*error_print_progname)(void);

/* The place is printed directly behind the program's name and its colon. */
static void report(
	int status, int errnum, const char *file, unsigned line, const char *format, va_list ap)
{
	fflush(stdout);
	flockfile(stderr);
	if (error_print_progname) error_print_progname();
	else fprintf(stderr, "%s:", program_invocation_name);
	if (file) fprintf(stderr, "%s:%u: ", file, line);
	else if (!error_print_progname || line) fputc(' ', stderr);
	vfprintf(stderr, format, ap);
	if (errnum) fprintf(stderr, ": %s", strerror(errnum));
	fputc('\n', stderr);
	fflush(stderr);
	funlockfile(stderr);
	error_message_count++;
	if (status) exit(status);
}

void error(int status, int errnum, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	report(status, errnum, 0, 0, format, ap);
	va_end(ap);
}

void error_at_line(int status, int errnum, const char *file, unsigned line, const char *format, ...)
{
	static const char *last_file;
	static unsigned last_line;
	va_list ap;

	if (error_one_per_line) {
		int same_file = file == last_file
			|| (file && last_file && !strcmp(file, last_file));
		if (same_file && line == last_line) return;
		last_file = file;
		last_line = line;
	}
	va_start(ap, format);
	report(status, errnum, file, file ? line : 1, format, ap);
	va_end(ap);
}
