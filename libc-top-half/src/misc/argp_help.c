#define _GNU_SOURCE
#include <features.h>
#include "argp_impl.h"
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SHORT_COLUMN = 2, LONG_COLUMN = 6, HEADER_COLUMN = 1, DOC_COLUMN = 29, USAGE_INDENT = 12 };
enum { WIDTH = 78 };

/* Children with a header or a group of their own stand together. */
struct cluster {
	const struct argp_child *child;
	struct cluster *parent;
	int depth, number;
};

/* An option with its aliases. */
struct entry {
	const struct argp *argp;
	const struct argp_option *option;
	struct cluster *cluster;
	int count, group, number;
};

struct help {
	const struct argp_state *state;
	const char *name;
	FILE *f;
	int column, left;
	/* Whether there is something above. */
	int anything;
	struct entry *entries;
	size_t count;
	struct cluster *clusters;
	size_t cluster_count;
};

/* Text in lines */

static void put(struct help *h, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) h->column = s[i] == '\n' ? 0 : h->column + 1;
	fwrite(s, 1, n, h->f);
	h->anything = 1;
}

static void put_text(struct help *h, const char *s)
{
	put(h, s, strlen(s));
}

static void to_column(struct help *h, int column)
{
	while (h->column < column) put(h, " ", 1);
}

/* Words that do not fit go to the next line; the text's own line feeds stay. */
static void fill(struct help *h, const char *s)
{
	while (*s) {
		size_t blanks = strspn(s, " \t"), word = strcspn(s + blanks, " \t\n");
		if (word && h->column + (int)(blanks + word) > WIDTH && h->column > h->left) {
			put(h, "\n", 1);
			to_column(h, h->left);
			put(h, s + blanks, word);
		} else {
			if (!h->column) to_column(h, h->left);
			put(h, s, blanks + word);
		}
		s += blanks + word;
		if (*s == '\n') {
			put(h, "\n", 1);
			s++;
		}
	}
}

/* A piece of a usage line, which is not torn apart. */
static void put_piece(struct help *h, const char *piece)
{
	if (h->column + 1 + (int)strlen(piece) > WIDTH && h->column > h->left) {
		put(h, "\n", 1);
		to_column(h, h->left);
	} else {
		put(h, " ", 1);
	}
	put_text(h, piece);
}

/* Text as the program's filter has it; the caller frees it if it is not doc. */
static const char *filtered(struct help *h, const struct argp *argp, int key, const char *doc)
{
	if (!argp->help_filter) return doc;
	return argp->help_filter(key, doc, __argp_input(argp, h->state));
}

static void release(const char *text, const char *doc)
{
	if (text != doc) free((char *)text);
}

/* Collecting and sorting */

static void count_all(const struct argp *argp, size_t *entries, size_t *clusters)
{
	const struct argp_option *o = argp->options;
	for (; o && !is_end(o); o++) ++*entries;
	const struct argp_child *c = argp->children;
	for (; c && c->argp; c++) {
		++*clusters;
		count_all(c->argp, entries, clusters);
	}
}

static void collect(struct help *h, const struct argp *argp, struct cluster *cluster)
{
	int group = 0;
	const struct argp_option *o = argp->options;
	for (; o && !is_end(o); o++) {
		if (o->flags & OPTION_ALIAS && h->count) {
			h->entries[h->count - 1].count++;
			continue;
		}
		if (o->group) group = o->group;
		else if (!o->name && !o->key) group++;
		h->entries[h->count] = (struct entry){ argp, o, cluster, 1, group, (int)h->count };
		h->count++;
	}
	const struct argp_child *c = argp->children;
	for (; c && c->argp; c++) {
		struct cluster *inner = cluster;
		if (c->group || c->header) {
			int number = h->cluster_count++;
			inner = h->clusters + number;
			*inner = (struct cluster){ c, cluster, cluster ? cluster->depth + 1 : 1,
				number };
		}
		collect(h, c->argp, inner);
	}
}

static int compare_groups(int a, int b)
{
	if ((a < 0) == (b < 0)) return (a > b) - (a < b);
	return a < 0 ? 1 : -1;
}

static struct cluster *ancestor(struct cluster *c, int depth)
{
	while (c && c->depth > depth) c = c->parent;
	return c && c->depth == depth ? c : 0;
}

static int is_header(const struct entry *e)
{
	return !e->option->name && !e->option->key;
}

/* The sort key of an entry: its first short name, or its long one. */
static const char *long_name(const struct entry *e)
{
	for (int i = 0; i < e->count; i++)
		if (e->option[i].name && !(e->option[i].flags & OPTION_HIDDEN))
			return e->option[i].name;
	return "";
}

static int first_letter(const struct entry *e)
{
	for (int i = 0; i < e->count; i++)
		if (is_short(e->option + i) && !(e->option[i].flags & OPTION_HIDDEN))
			return e->option[i].key;
	const char *name = long_name(e);
	if (e->option->flags & OPTION_DOC)
		while (*name && !isalnum((unsigned char)*name)) name++;
	return (unsigned char)*name;
}

static int has_short(const struct entry *e)
{
	for (int i = 0; i < e->count; i++)
		if (is_short(e->option + i) && !(e->option[i].flags & OPTION_HIDDEN)) return 1;
	return 0;
}

static int compare_entries(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	int order, depth = 1;
	/* The level where they differ: in different clusters, or one in none. */
	struct cluster *ca, *cb;
	while ((ca = ancestor(a->cluster, depth)) == (cb = ancestor(b->cluster, depth)) && ca)
		depth++;
	if (ca || cb) {
		order = compare_groups(
			ca ? ca->child->group : a->group, cb ? cb->child->group : b->group);
		if (order) return order;
		return ca && cb ? ca->number - cb->number : !!ca - !!cb;
	}
	if ((order = compare_groups(a->group, b->group))) return order;
	if ((order = is_header(b) - is_header(a))) return order;
	int doc = OPTION_DOC;
	if ((order = !!(a->option->flags & doc) - !!(b->option->flags & doc))) return order;
	int la = first_letter(a), lb = first_letter(b);
	if (!has_short(a) && !has_short(b)) order = strcasecmp(long_name(a), long_name(b));
	else if (!(order = tolower(la) - tolower(lb))) order = lb - la;
	return order ? order : a->number - b->number;
}

/* Options */

static void put_argument(struct help *h, const struct argp_option *real, const char *before,
	const char *before_optional, const char *behind_optional)
{
	if (!real->arg) return;
	int optional = real->flags & OPTION_ARG_OPTIONAL;
	put_text(h, optional ? before_optional : before);
	put_text(h, real->arg);
	if (optional) put_text(h, behind_optional);
}

static int is_visible(const struct entry *e)
{
	for (int i = 0; i < e->count; i++)
		if (!(e->option[i].flags & OPTION_HIDDEN)) return 1;
	return 0;
}

static void put_names(struct help *h, const struct entry *e)
{
	const struct argp_option *real = e->option;
	int has_long = 0, some = 0;
	for (int i = 0; i < e->count; i++)
		has_long |= real[i].name && !(real[i].flags & OPTION_HIDDEN);
	to_column(h, SHORT_COLUMN);
	for (int i = 0; i < e->count; i++) {
		const struct argp_option *o = real + i;
		if (!is_short(o) || o->flags & OPTION_HIDDEN) continue;
		if (some++) put_text(h, ", ");
		char name[] = { '-', o->key, 0 };
		put_text(h, name);
		if (!has_long) put_argument(h, real, " ", "[", "]");
	}
	for (int i = 0; i < e->count; i++) {
		const struct argp_option *o = real + i;
		if (!o->name || o->flags & OPTION_HIDDEN) continue;
		if (some++) put_text(h, ", ");
		if (real->flags & OPTION_DOC) {
			put_text(h, o->name);
			continue;
		}
		to_column(h, LONG_COLUMN);
		put_text(h, "--");
		put_text(h, o->name);
		put_argument(h, real, "=", "[=", "]");
	}
}

static void put_entry(struct help *h, const struct entry *e)
{
	const struct argp_option *o = e->option;
	int key = is_header(e) ? ARGP_KEY_HELP_HEADER : o->key;
	const char *text = filtered(h, e->argp, key, o->doc);
	if (is_header(e)) {
		if (text && *text) {
			h->left = HEADER_COLUMN;
			fill(h, text);
			put_text(h, "\n");
		}
	} else {
		put_names(h, e);
		if (text && *text) {
			if (h->column > DOC_COLUMN + 3) put_text(h, "\n");
			else if (h->column >= DOC_COLUMN) put_text(h, "   ");
			to_column(h, DOC_COLUMN);
			h->left = DOC_COLUMN;
			fill(h, text);
		}
		put_text(h, "\n");
	}
	h->left = 0;
	release(text, o->doc);
}

static void put_options(struct help *h)
{
	const struct entry *before = 0;
	int both = 0, stands = !h->anything;
	for (size_t i = 0; i < h->count; i++) {
		const struct entry *e = h->entries + i;
		if (!is_visible(e)) continue;
		int other = !before || before->group != e->group || before->cluster != e->cluster;
		if (other && !stands) put_text(h, "\n");
		stands = 0;
		struct cluster *c = e->cluster;
		if (c && (!before || before->cluster != c) && c->child->header
			&& *c->child->header) {
			const char *header = c->child->header;
			const char *text = filtered(
				h, c->child->argp, ARGP_KEY_HELP_HEADER, header);
			if (text && *text) {
				h->left = HEADER_COLUMN;
				fill(h, text);
				h->left = 0;
				put_text(h, "\n");
			}
			release(text, header);
		}
		put_entry(h, e);
		both |= e->option->arg && has_short(e) && *long_name(e);
		before = e;
	}
	if (!both) return;
	static const char note[] = "Mandatory or optional arguments to long options are also "
				   "mandatory or optional for any corresponding short options.";
	const struct argp *root = h->state ? h->state->root_argp : h->entries->argp;
	const char *text = filtered(h, root, ARGP_KEY_HELP_DUP_ARGS_NOTE, note);
	if (text && *text) {
		put_text(h, "\n");
		fill(h, text);
		put_text(h, "\n");
	}
	release(text, note);
}

/* Usage */

static void put_option_usage(struct help *h)
{
	char letters[256] = "[-", *end = letters + 2, *piece;
	/* Those without an argument together, then those with one, then the long names. */
	for (size_t i = 0; i < h->count; i++) {
		const struct entry *e = h->entries + i;
		for (int j = 0; j < e->count; j++) {
			const struct argp_option *o = e->option + j;
			int hidden_one = (o->flags | e->option->flags)
				& (OPTION_HIDDEN | OPTION_NO_USAGE);
			if (!hidden_one && is_short(o) && !e->option->arg
				&& end < letters + sizeof letters - 2)
				*end++ = o->key;
		}
	}
	if (end > letters + 2) {
		*end++ = ']';
		*end = 0;
		put_piece(h, letters);
	}
	for (int want_long = 0; want_long < 2; want_long++) {
		for (size_t i = 0; i < h->count; i++) {
			const struct argp_option *real = h->entries[i].option;
			for (int j = 0; j < h->entries[i].count; j++) {
				const struct argp_option *o = real + j;
				int optional = real->flags & OPTION_ARG_OPTIONAL, n;
				const char *arg = real->arg;
				if ((o->flags | real->flags)
					& (OPTION_HIDDEN | OPTION_NO_USAGE | OPTION_DOC))
					continue;
				if (!want_long && arg && is_short(o))
					n = asprintf(&piece, optional ? "[-%c[%s]]" : "[-%c %s]",
						o->key, arg);
				else if (want_long && o->name && arg)
					n = asprintf(&piece, optional ? "[--%s[=%s]]" : "[--%s=%s]",
						o->name, arg);
				else if (want_long && o->name)
					n = asprintf(&piece, "[--%s]", o->name);
				else continue;
				if (n < 0) return;
				put_piece(h, piece);
				free(piece);
			}
		}
	}
}

/* The number of usage lines of the tree: the maximum of all parsers. */
static size_t ways_of(const struct argp *argp)
{
	size_t most = 1, n = 1;
	for (const char *s = argp->args_doc; s && (s = strchr(s, '\n')); s++) n++;
	if (n > most) most = n;
	const struct argp_child *c = argp->children;
	for (; c && c->argp; c++)
		if ((n = ways_of(c->argp)) > most) most = n;
	return most;
}

static void put_arguments(struct help *h, const struct argp *argp, size_t way)
{
	const char *text = filtered(h, argp, ARGP_KEY_HELP_ARGS_DOC, argp->args_doc);
	if (text) {
		const char *line = text, *next;
		while (way-- && (next = strchr(line, '\n'))) line = next + 1;
		char *one = strndup(line, strcspn(line, "\n"));
		if (one && *one) put_piece(h, one);
		free(one);
	}
	release(text, argp->args_doc);
	const struct argp_child *c = argp->children;
	for (; c && c->argp; c++) put_arguments(h, c->argp, way);
}

static void put_usage(struct help *h, const struct argp *argp, int in_short)
{
	size_t ways = ways_of(argp);
	for (size_t way = 0; way < ways; way++) {
		put_text(h, way ? "  or:  " : "Usage: ");
		put_text(h, h->name);
		h->left = USAGE_INDENT;
		/* The options are printed once. */
		if (!in_short && !way) put_option_usage(h);
		else if (h->count) put_piece(h, "[OPTION...]");
		put_arguments(h, argp, way);
		h->left = 0;
		put_text(h, "\n");
	}
}

/* The parts of doc before and after \v, for the whole tree. */
static void put_docs(struct help *h, const struct argp *argp, int post)
{
	const char *doc = argp->doc, *split = doc ? strchr(doc, '\v') : 0;
	char *part = 0;
	if (doc && (post ? split != 0 : 1))
		part = post ? strdup(split + 1) : strndup(doc, split ? split - doc : strlen(doc));
	int key = post ? ARGP_KEY_HELP_POST_DOC : ARGP_KEY_HELP_PRE_DOC;
	const char *text = filtered(h, argp, key, part);
	if (text && *text) {
		if (post && h->anything) put_text(h, "\n");
		fill(h, text);
		if (h->column) put_text(h, "\n");
	}
	release(text, part);
	free(part);
	if (post) {
		text = filtered(h, argp, ARGP_KEY_HELP_EXTRA, 0);
		if (text && *text) {
			put_text(h, "\n");
			fill(h, text);
			if (h->column) put_text(h, "\n");
		}
		release(text, 0);
	}
	const struct argp_child *c = argp->children;
	for (; c && c->argp; c++) put_docs(h, c->argp, post);
}

static void help(const struct argp *argp, const struct argp_state *state, FILE *f, unsigned flags,
	const char *name)
{
	static const struct argp nothing;
	struct help h = { .state = state, .name = name ? name : "", .f = f };
	size_t entries = 1, clusters = 1;
	if (!f) return;
	if (!argp) argp = &nothing;
	flockfile(f);
	count_all(argp, &entries, &clusters);
	h.entries = calloc(entries, sizeof *h.entries);
	h.clusters = calloc(clusters, sizeof *h.clusters);
	if (h.entries && h.clusters) {
		collect(&h, argp, 0);
		qsort(h.entries, h.count, sizeof *h.entries, compare_entries);
	}
	if (flags & (ARGP_HELP_USAGE | ARGP_HELP_SHORT_USAGE))
		put_usage(&h, argp, flags & ARGP_HELP_SHORT_USAGE);
	if (flags & ARGP_HELP_PRE_DOC) put_docs(&h, argp, 0);
	if (flags & ARGP_HELP_SEE)
		fprintf(f, "Try `%s --help' or `%s --usage' for more information.\n", h.name,
			h.name);
	if (flags & ARGP_HELP_LONG && h.count) put_options(&h);
	if (flags & ARGP_HELP_POST_DOC) put_docs(&h, argp, 1);
	if (flags & ARGP_HELP_BUG_ADDR && argp_program_bug_address) {
		if (h.anything) put_text(&h, "\n");
		fprintf(f, "Report bugs to %s.\n", argp_program_bug_address);
	}
	funlockfile(f);
	free(h.entries);
	free(h.clusters);
	if (state && state->flags & ARGP_NO_EXIT) return;
	if (flags & ARGP_HELP_EXIT_ERR) exit(argp_err_exit_status);
	if (flags & ARGP_HELP_EXIT_OK) exit(0);
}

void argp_help(
	const struct argp *restrict argp, FILE *restrict f, unsigned flags, char *restrict name)
{
	help(argp, 0, f, flags & ~(ARGP_HELP_EXIT_ERR | ARGP_HELP_EXIT_OK), name);
}

void argp_state_help(const struct argp_state *restrict state, FILE *restrict f, unsigned flags)
{
	if (!f || (state && state->flags & ARGP_NO_ERRS)) return;
	help(state ? state->root_argp : 0, state, f, flags,
		state ? state->name : program_invocation_short_name);
}

void argp_usage(const struct argp_state *state)
{
	argp_state_help(state, stderr, ARGP_HELP_STD_USAGE);
}

/* The stream for errors, or null. */
static FILE *begin_error(const struct argp_state *state)
{
	FILE *f = state ? state->err_stream : stderr;
	if (!f || (state && state->flags & ARGP_NO_ERRS)) return 0;
	flockfile(f);
	fprintf(f, "%s", state ? state->name : program_invocation_short_name);
	return f;
}

void argp_error(const struct argp_state *restrict state, const char *restrict format, ...)
{
	FILE *f = begin_error(state);
	if (!f) return;
	va_list ap;
	va_start(ap, format);
	fputs(": ", f);
	vfprintf(f, format, ap);
	fputc('\n', f);
	va_end(ap);
	argp_state_help(state, f, ARGP_HELP_STD_ERR);
	funlockfile(f);
}

void argp_failure(const struct argp_state *restrict state, int status, int errnum,
	const char *restrict format, ...)
{
	FILE *f = begin_error(state);
	if (!f) return;
	if (format) {
		va_list ap;
		va_start(ap, format);
		fputs(": ", f);
		vfprintf(f, format, ap);
		va_end(ap);
	}
	if (errnum) fprintf(f, ": %s", strerror(errnum));
	fputc('\n', f);
	funlockfile(f);
	if (status && !(state && state->flags & ARGP_NO_EXIT)) exit(status);
}
