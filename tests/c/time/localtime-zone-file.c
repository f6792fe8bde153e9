/* localtime, mktime: a zone file with transitions, and its rule for later times. */
#include "../check.h"
#include <time.h>

static unsigned char file[1024];
static size_t length;

static void number(long long value, int bytes)
{
	while (bytes-- > 0)
		file[length++] = (unsigned char)(value >> (8 * bytes));
}

static void text(const char *from, size_t n)
{
	memcpy(file + length, from, n);
	length += n;
}

static void header(int times, int types, int characters)
{
	text("TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20);
	number(0, 4);
	number(0, 4);
	number(0, 4);
	number(times, 4);
	number(types, 4);
	number(characters, 4);
}

/* Before 2000 half an hour behind, then one ahead; two in the summer of 2010. After 2020
 * the rule. */
static void zone(const char *path)
{
	header(0, 1, 4);
	number(0, 6);
	text("UTC", 4);
	header(4, 3, 12);
	number(946684800, 8);
	number(1275350400, 8);
	number(1285891200, 8);
	number(1577836800, 8);
	text("\1\2\1\1", 4);
	number(-1800, 4);
	text("\0\0", 2);
	number(3600, 4);
	text("\0\4", 2);
	number(7200, 4);
	text("\1\10", 2);
	text("LMT\0AAA\0BBB", 12);
	text("\nAAA-1BBB,M3.5.0,M10.5.0/3\n", 27);
	int fd = OPEN(path, O_WRONLY | O_CREAT | O_TRUNC);
	CHECK_EQ(write(fd, file, length), length);
	CHECK_EQ(close(fd), 0);
}

static void is(time_t t, long offset, int dst, const char *name)
{
	struct tm tm;

	CHECK(localtime_r(&t, &tm) == &tm);
	CHECK_EQ(tm.tm_gmtoff, offset);
	CHECK_EQ(tm.tm_isdst, dst);
	CHECK_STR(tm.tm_zone, name);
	CHECK_EQ(timegm(&(struct tm){ .tm_sec = tm.tm_sec, .tm_min = tm.tm_min,
				      .tm_hour = tm.tm_hour, .tm_mday = tm.tm_mday,
				      .tm_mon = tm.tm_mon, .tm_year = tm.tm_year }),
		 t + offset);
	CHECK_EQ(mktime(&tm), t);
}

int main(void)
{
	char variable[512] = ":", *path = variable + 1;

	CHECK(getcwd(path, sizeof variable - 16) != NULL);
	strcat(path, "/zone");
	zone(path);
	CHECK_EQ(setenv("TZ", variable, 1), 0);
	tzset();
	CHECK_STR(tzname[0], "AAA");
	CHECK_STR(tzname[1], "BBB");
	CHECK_EQ(timezone, -3600);
	CHECK_EQ(daylight, 1);
	is(946684799, -1800, 0, "LMT");
	is(946684800, 3600, 0, "AAA");
	is(1275350399, 3600, 0, "AAA");
	is(1275350400, 7200, 1, "BBB");
	is(1285891199, 7200, 1, "BBB");
	is(1285891200, 3600, 0, "AAA");
	/* The rule: the last Sundays of March and October, at 1 UTC. */
	is(1711846799, 3600, 0, "AAA");
	is(1711846800, 7200, 1, "BBB");
	is(1729990799, 7200, 1, "BBB");
	is(1729990800, 3600, 0, "AAA");

	CHECK_EQ(unlink(path), 0);
}
