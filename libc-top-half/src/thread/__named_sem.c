#include <stdlib.h>
#include <string.h>
#include "named_sem.h"

struct named_sem *__named_sems;

struct named_sem **__find_named_sem(const char *name)
{
	struct named_sem **p = &__named_sems;
	while (*p && !((*p)->has_name && !strcmp((*p)->name, name))) p = &(*p)->next;
	return p;
}

void __drop_named_sem(struct named_sem **p)
{
	struct named_sem *s = *p;
	if (s->has_name || s->users) return;
	*p = s->next;
	free(s);
}
