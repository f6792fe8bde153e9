#include <ctype.h>
#include <limits.h>
#include <stdint.h>
#include <time.h>

const char *__tm_to_tzname(const struct tm *);

/* What strftime writes for %Z, in which __tm_to_tzname has this name: tm_zone, as POSIX
 * has it. Upstream's knows only names that it has made itself, and that a program may well
 * have copied, since it can leave the member unset. So what is no name of a zone is none. */
const char *__tm_zone_name(const struct tm *tm)
{
	const char *known = __tm_to_tzname(tm), *zone = tm->__tm_zone;
	uintptr_t end = (uintptr_t)__builtin_wasm_memory_size(0) << 16;
	if (*known || !zone) return known;
	for (size_t i = 0; i <= _POSIX_TZNAME_MAX * 4 && (uintptr_t)zone + i < end; i++) {
		if (!zone[i]) return zone;
		if (!isalnum((unsigned char)zone[i]) && zone[i] != '+' && zone[i] != '-') break;
	}
	return known;
}
