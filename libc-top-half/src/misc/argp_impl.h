#include <argp.h>

/* The input of this argp's parser. */
hidden void *__argp_input(const struct argp *, const struct argp_state *);

/* A printable key is a short option. */
static inline int is_short(const struct argp_option *o)
{
	return !(o->flags & OPTION_DOC) && o->key > ' ' && o->key < 127;
}

static inline int is_end(const struct argp_option *o)
{
	return !o->key && !o->name && !o->doc && !o->group;
}
