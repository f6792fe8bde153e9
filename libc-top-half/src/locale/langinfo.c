/* Upstream passes over all strings in front of the item. Ours keeps the names of days and
 * months in rows of equal length. */
#include <langinfo.h>
#include <locale.h>
#include "locale_impl.h"

static const char ab_days[7][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
static const char days[7][10] = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday",
	"Friday", "Saturday" };
static const char ab_months[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
	"Sep", "Oct", "Nov", "Dec" };
static const char months[12][10] = { "January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December" };

/* From AM_STR on. */
static const char formats[] = "AM\0PM\0%a %b %e %T %Y\0%m/%d/%y\0%H:%M:%S\0%I:%M:%S %p\0"
			      "\0\0%m/%d/%y\0" "0123456789\0%a %b %e %T %Y\0%H:%M:%S";
static const char answers[] = "^[yY]\0^[nN]\0yes\0no";

/* The string of a number, of those that stand one behind the other. */
static const char *string(const char *s, unsigned number, unsigned count)
{
	if (number >= count) return "";
	while (number)
		if (!*s++) number--;
	return s;
}

char *__nl_langinfo_l(nl_item item, locale_t loc)
{
	unsigned category = item >> 16, i = item & 65535;
	const char *s = "";

	if (item == CODESET) return loc->cat[LC_CTYPE] ? "UTF-8" : "ASCII";
	if (i == 65535 && category < LC_ALL)
		return loc->cat[category] ? (char *)loc->cat[category]->name : "C";

	switch (category) {
	case LC_NUMERIC: return i ? "" : ".";
	case LC_MESSAGES: s = string(answers, i, 4); break;
	case LC_TIME:
		if (i < 7) s = ab_days[i];
		else if (i < 14) s = days[i - 7];
		else if (i < 26) s = ab_months[i - 14];
		else if (i < 38) s = months[i - 26];
		else s = string(formats, i - 38, 12);
	}
	return (char *)(*s ? LCTRANS(s, category, loc) : s);
}

char *__nl_langinfo(nl_item item)
{
	return __nl_langinfo_l(item, CURRENT_LOCALE);
}

weak_alias(__nl_langinfo, nl_langinfo);
weak_alias(__nl_langinfo_l, nl_langinfo_l);
