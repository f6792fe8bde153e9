/* syslog: appends to the file that WASI_SYSLOG names, and to standard error when asked. */
#include "../check.h"
#include <syslog.h>
#include <time.h>

static char text[8192];

static const char *line(int number)
{
	int fd = OPEN("log", O_RDONLY);
	ssize_t n = read(fd, text, sizeof text - 1);
	char *at = text;

	CHECK(n >= 0);
	text[n] = '\0';
	CHECK_EQ(close(fd), 0);
	while (number-- > 0) {
		at = strchr(at, '\n');
		CHECK(at != NULL);
		at++;
	}
	return at;
}

int main(void)
{
	struct tm tm;
	char wanted[64], long_text[3000];

	openlog("prog", LOG_PID | LOG_NDELAY, LOG_DAEMON);
	CHECK_EQ(access("log", F_OK), 0);
	errno = ENOENT;
	syslog(LOG_ERR, "number %d: %m", 7);
	CHECK_EQ(errno, ENOENT);
	snprintf(wanted, sizeof wanted, " prog[%d]: number 7: %s\n", getpid(), strerror(ENOENT));
	const char *rest = strptime(line(0), "%b %d %T", &tm);
	CHECK(rest != NULL);
	CHECK_STR(rest, wanted);

	CHECK_EQ(setlogmask(LOG_UPTO(LOG_WARNING)), 0xff);
	syslog(LOG_INFO, "not wanted");
	syslog(1 << 20, "not a priority");
	CHECK_EQ(setlogmask(0), LOG_UPTO(LOG_WARNING));
	CHECK_STR(line(1), "");

	closelog();
	openlog("a", LOG_PERROR, LOG_USER);
	syslog(LOG_WARNING, "told\n");
	CHECK_STR(strstr(line(1), " a: "), " a: told\n");

	openlog(NULL, 0, LOG_USER);
	memset(long_text, 'x', sizeof long_text);
	long_text[sizeof long_text - 1] = '\0';
	syslog(LOG_ERR, "%s", long_text);
	rest = line(2);
	CHECK(strlen(rest) > 1000 && rest[strlen(rest) - 1] == '\n');

	/* If the file cannot be opened, the message is dropped silently. */
	closelog();
	setenv("WASI_SYSLOG", "no/such/folder", 1);
	syslog(LOG_ERR, "lost");
	CHECK_EQ(access("no", F_OK), -1);
}
