/* A plugin: turns titles into slugs, the part of an address that names a page. */

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Returns the slug of `title`, which the caller frees, or NULL if memory is exhausted. */
__attribute__((export_name("slug"))) char *slug(const char *title)
{
	char *slug = malloc(strlen(title) + 1), *end = slug;

	if (!slug)
		return NULL;
	for (; *title; title++) {
		if (isalnum((unsigned char)*title))
			*end++ = tolower((unsigned char)*title);
		else if (end > slug && end[-1] != '-')
			*end++ = '-';
	}
	if (end > slug && end[-1] == '-')
		end--;
	*end = '\0';
	return slug;
}
