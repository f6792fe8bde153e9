#include <ctype.h>
#include <limits.h>
#include <stdint.h>
#include <time.h>

const char *__tm_to_tzname(const struct tm *);

/* The output of strftime's %Z, in which __tm_to_tzname has this name: tm_zone, as POSIX
 * requires. Upstream's accepts only its own strings, and a program may have copied one. A
 * program may also leave the member unset, so text that cannot be the name of a zone is
 * ignored. */
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
