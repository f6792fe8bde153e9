#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

/* There is no daemon to send messages to: they are appended to the file that WASI_SYSLOG
 * names, if it is set, and written to standard error with LOG_PERROR. */

static char ident[32];
static int options;
static int mask = 0xff;
static int file = -1;

static void open_file(void)
{
	const char *path = getenv("WASI_SYSLOG");
	if (file < 0 && path && *path)
		file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The facility selects a daemon's file; there is only one file here. */
void openlog(const char *name, int opt, int facility)
{
	ident[0] = 0;
	if (name) strncat(ident, name, sizeof ident - 1);
	options = opt;
	if (opt & LOG_NDELAY) open_file();
}

void closelog(void)
{
	if (file >= 0) close(file);
	file = -1;
}

int setlogmask(int to)
{
	int before = mask;
	if (to) mask = to;
	return before;
}

void vsyslog(int priority, const char *format, va_list ap)
{
	char line[1024];
	int error = errno, size = sizeof line - 1;
	if (!(mask & LOG_MASK(LOG_PRI(priority))) || priority & ~0x3ff) return;

	time_t now = time(0);
	struct tm tm;
	int date = strftime(line, size, "%b %e %T ", localtime_r(&now, &tm));
	int n = date + snprintf(line + date, size - date, "%s", ident);
	if (options & LOG_PID) n += snprintf(line + n, size - n, "[%d]", getpid());
	n += snprintf(line + n, size - n, ": ");
	/* For %m. */
	errno = error;
	int length = vsnprintf(line + n, size - n, format, ap);
	if (length < 0) return;
	n = length < size - n ? n + length : size - 1;
	if (line[n - 1] != '\n') line[n++] = '\n';

	open_file();
	if (file >= 0) write(file, line, n);
	if (options & LOG_PERROR) write(2, line + date, n - date);
	errno = error;
}

void syslog(int priority, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	vsyslog(priority, format, ap);
	va_end(ap);
}
