/* Upstream looks for the rule of each time anew. Ours remembers the period in which the last
 * one lay. A zone without rules for its summer has those of the United States, as with glibc,
 * and a zone file needs none. */
#include <ctype.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "time_impl.h"

unsigned char *__map_zone(const char *, size_t *);
int __unmap_file(void *, size_t);

long __timezone;
int __daylight;
char *__tzname[2];

weak_alias(__timezone, timezone);
weak_alias(__daylight, daylight);
weak_alias(__tzname, tzname);

/* fork takes it. There is no other thread. */
static volatile int lock[1];
volatile int *const __timezone_lockptr = lock;

/* A day of a year: Mm.n.d, Jn, or n with the kind 0; and the seconds from its midnight. */
struct rule {
	char kind;
	int month, n, day, time;
};

/* The zone by rule: standard time, and daylight saving time if __daylight. */
static char std_name[TZNAME_MAX + 1], dst_name[TZNAME_MAX + 1];
static int dst_west;
static struct rule dst_begin, dst_end;

/* The zone by file: times of change, the type from each on, the types, their names. */
static unsigned char *zone;
static size_t zone_size;
static const unsigned char *times, *index, *types, *names, *names_end;
static int time_size, has_rule;

/* TZ, as it was read; null if there was no memory for it. */
static char tz_room[32], *tz = tz_room;
static size_t tz_size = sizeof tz_room;

/* A period in which nothing changes: the last that was found by time, and by local time. */
struct period {
	long long from, until;
	const char *name;
	long offset, other;
	int isdst;
};
static struct period found[2];

/* ---- POSIX rules */

static int read_number(const char **p)
{
	unsigned n = 0;
	for (; **p - '0' < 10U; ++*p) n = 10 * n + **p - '0';
	return n;
}

/* hh, hh:mm or hh:mm:ss, with a sign. */
static int read_time(const char **p)
{
	int negative = **p == '-', seconds = 0;
	if (negative || **p == '+') ++*p;
	for (int unit = 3600; unit; unit /= 60) {
		seconds += unit * read_number(p);
		if (unit == 1 || **p != ':') break;
		++*p;
	}
	return negative ? -seconds : seconds;
}

/* Letters, or anything in angle brackets. A name that is too long is cut off. */
static void read_name(char *name, const char **p)
{
	int quoted = **p == '<';
	size_t n = 0;
	*p += quoted;
	while (quoted ? **p && **p != '>' : (**p | 32) - 'a' < 26U) {
		if (n < TZNAME_MAX) name[n++] = **p;
		++*p;
	}
	if (quoted && **p) ++*p;
	name[n] = 0;
}

static struct rule read_rule(const char **p)
{
	struct rule rule = { .time = 7200 };
	if (**p == 'J' || **p == 'M') rule.kind = *(*p)++;
	rule.n = read_number(p);
	if (rule.kind == 'M') {
		rule.month = rule.n;
		++*p;
		rule.n = read_number(p);
		++*p;
		rule.day = read_number(p);
	}
	if (**p == '/') {
		++*p;
		rule.time = read_time(p);
	}
	return rule;
}

static void read_zone(const char *s)
{
	read_name(std_name, &s);
	__timezone = read_time(&s);
	read_name(dst_name, &s);
	__tzname[0] = std_name;
	__tzname[1] = dst_name;
	__daylight = !!*dst_name;
	dst_west = __timezone;
	if (!__daylight) return;
	dst_west -= 3600;
	if (*s == '+' || *s == '-' || isdigit(*s)) dst_west = read_time(&s);
	if (*s != ',') s = ",M3.2.0,M11.1.0";
	s++;
	dst_begin = read_rule(&s);
	if (*s == ',') s++;
	dst_end = read_rule(&s);
}

/* When the rule applies in a year, in seconds of local time. */
static long long rule_time(const struct rule *rule, int year)
{
	int leap, day = rule->n;
	long long t = __year_to_secs(year, &leap);
	if (rule->kind == 'M') {
		unsigned month = (rule->month + 11U) % 12;
		t += __month_to_secs(month, leap);
		int days = month == 1 ? 28 + leap : 30 + (0xad5 >> month & 1);
		/* January 1, 1970 was a Thursday. */
		int weekday = (t / 86400 % 7 + 11) % 7;
		day = (rule->day - weekday + 7) % 7 + 7 * (rule->n - 1);
		if (day >= days) day -= 7;
	} else if (rule->kind == 'J' && (day < 60 || !leap)) {
		day--;
	}
	return t + 86400LL * day + rule->time;
}

static void by_rule(struct period *p, long long t, int local)
{
	int summer = 0;
	if (__daylight) {
		long long year = t / 31556952 + 70;
		while (__year_to_secs(year, 0) > t) year--;
		while (__year_to_secs(year + 1, 0) <= t) year++;
		long long begin = rule_time(&dst_begin, year), end = rule_time(&dst_end, year);
		if (!local) {
			begin += __timezone;
			end += dst_west;
		}
		summer = begin < end ? t >= begin && t < end : t < end || t >= begin;
		long long edges[] = { __year_to_secs(year, 0), __year_to_secs(year + 1, 0), begin,
			end };
		for (int i = 0; i < 4; i++) {
			if (edges[i] <= t && edges[i] > p->from) p->from = edges[i];
			if (edges[i] > t && edges[i] < p->until) p->until = edges[i];
		}
	}
	p->isdst = summer;
	p->offset = -(summer ? dst_west : __timezone);
	p->other = -(summer ? __timezone : dst_west);
	p->name = __tzname[summer];
}

/* ---- zone files */

static uint32_t big_endian(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3];
}

static long long change(size_t i)
{
	const unsigned char *p = times + i * time_size;
	if (time_size == 4) return (int32_t)big_endian(p);
	return (int64_t)((uint64_t)big_endian(p) << 32 | big_endian(p + 4));
}

static int32_t offset_of(const unsigned char *type)
{
	return big_endian(type);
}

static const unsigned char *type_from(size_t i)
{
	return types + 6 * index[i];
}

/* Before the first change, the first type holds that is not daylight saving time. */
static const unsigned char *first_type(void)
{
	for (const unsigned char *type = types; type < names; type += 6)
		if (!type[4]) return type;
	return types;
}

/* When a change comes, by the clock before it. */
static long long edge(size_t i, int local)
{
	if (!local) return change(i);
	return change(i) + offset_of(i ? type_from(i - 1) : first_type());
}

static void by_file(struct period *p, long long t, int local)
{
	size_t count = index - times, low = 0, high;
	count /= time_size;
	/* The change before t is below low. */
	for (high = count; low < high;) {
		size_t middle = low + (high - low) / 2;
		if (t < edge(middle, local)) high = middle;
		else low = middle + 1;
	}
	if (low) p->from = edge(low - 1, local);
	if (low < count) p->until = edge(low, local);
	if (low == count && has_rule) {
		by_rule(p, t, local);
		return;
	}
	const unsigned char *type = low ? type_from(low - 1) : first_type(), *other = type;
	if (!low && count) other = type_from(0);
	else if (low > 1 && type_from(low - 2)[4] != type[4]) other = type_from(low - 2);
	else if (low < count && type_from(low)[4] != type[4]) other = type_from(low);
	p->isdst = type[4];
	p->offset = offset_of(type);
	p->other = offset_of(other);
	p->name = (const char *)names + type[5];
}

/* A relative name is searched for where zone files are. */
static unsigned char *open_zone(const char *name)
{
	static const char folders[] =
		"/usr/share/zoneinfo/\0/share/zoneinfo/\0/etc/zoneinfo/\0";
	char path[sizeof "/usr/share/zoneinfo/" + NAME_MAX];
	unsigned char *file = 0;
	size_t length = strlen(name);
	if (*name == '/' || *name == '.') return __map_zone(name, &zone_size);
	if (length > NAME_MAX || strchr(name, '.')) return 0;
	for (const char *folder = folders; !file && *folder; folder += strlen(folder) + 1) {
		strcpy(stpcpy(path, folder), name);
		file = __map_zone(path, &zone_size);
	}
	return file;
}

/* Whether the text is "EST5" or "UTC", not the name of a file. */
static int is_rule(const char *s)
{
	char name[TZNAME_MAX + 1];
	const char *p = s;
	read_name(name, &p);
	return p != s
		&& (*p == '+' || *p == '-' || isdigit(*p) || !strcmp(name, "UTC")
			|| !strcmp(name, "GMT"));
}

/* The file's counts have been checked by __map_zone. */
static void read_file(void)
{
	const unsigned char *header = zone;
	time_size = 4;
	if (zone[4] != '1') {
		/* The second block has times of 64 bits. */
		header += 44 + big_endian(zone + 20) + big_endian(zone + 24)
			+ 8 * big_endian(zone + 28) + 5 * big_endian(zone + 32)
			+ 6 * big_endian(zone + 36) + big_endian(zone + 40);
		time_size = 8;
	}
	times = header + 44;
	index = times + big_endian(header + 32) * time_size;
	types = index + big_endian(header + 32);
	names = types + 6 * big_endian(header + 36);
	names_end = names + big_endian(header + 40);

	const char *end = (const char *)zone + zone_size - 1;
	has_rule = *end == '\n' && end[-1] != '\n';
	if (has_rule) {
		while (end[-1] != '\n') end--;
		read_zone(end);
		return;
	}
	__tzname[0] = __tzname[1] = 0;
	__daylight = __timezone = 0;
	for (const unsigned char *type = types; type < names; type += 6) {
		int dst = !!type[4];
		if (__tzname[dst]) continue;
		__tzname[dst] = (char *)names + type[5];
		if (dst) __daylight = 1;
		else __timezone = -offset_of(type);
	}
	if (!__tzname[0]) __tzname[0] = __tzname[1];
	if (!__tzname[1]) __tzname[1] = __tzname[0];
}

/* getenv("TZ"), which each call of localtime asks for. */
static const char *variable(void)
{
	for (char **e = __environ; e && *e; e++)
		if ((*e)[0] == 'T' && (*e)[1] == 'Z' && (*e)[2] == '=') return *e + 3;
	return 0;
}

static void do_tzset(void)
{
	/* The zone that stands for no variable, or for an empty one, if it is the last. */
	static const char *standing;
	static const char local[] = "/etc/localtime";
	const char *s = variable();
	if (!s) s = local;
	if (!*s) s = __utc;
	if (s == standing || (tz && !strcmp(s, tz))) return;
	standing = s == local || s == __utc ? s : 0;

	size_t length = strlen(s);
	if (length > PATH_MAX + 1) {
		s = __utc;
		length = sizeof "UTC" - 1;
	}
	if (length >= tz_size) {
		if (tz != tz_room) free(tz);
		tz = malloc(length + 1);
		tz_size = tz ? length + 1 : 0;
	}
	if (tz) memcpy(tz, s, length + 1);

	if (zone) __unmap_file(zone, zone_size);
	zone = 0;
	found[0] = found[1] = (struct period){ 0 };
	if (is_rule(s)) {
		read_zone(s);
	} else {
		zone = open_zone(s + (*s == ':'));
		if (zone) read_file();
		else read_zone(__utc);
	}
}

void __secs_to_zone(long long t, int local, int *isdst, long *offset, long *other,
	const char **name)
{
	struct period *p = found + local;
	do_tzset();
	if (t < p->from || t >= p->until) {
		p->from = LLONG_MIN;
		p->until = LLONG_MAX;
		if (zone) by_file(p, t, local);
		else by_rule(p, t, local);
	}
	*isdst = p->isdst;
	*offset = p->offset;
	*name = p->name;
	if (other) *other = p->other;
}

static void __tzset(void)
{
	do_tzset();
}

weak_alias(__tzset, tzset);

/* The zone's name, if it is one of the strings that are made here. */
const char *__tm_to_tzname(const struct tm *tm)
{
	const char *name = tm->__tm_zone;
	do_tzset();
	if (name == __utc || name == __tzname[0] || name == __tzname[1]) return name;
	int ours = zone && (uintptr_t)name - (uintptr_t)names < names_end - names;
	return ours ? name : "";
}
