#define _GNU_SOURCE
#include "argp_impl.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The options of every program. */

enum { KEY_USAGE = -3, KEY_VERSION = -2, KEY_NAME = -4 };

static const struct argp_option help_options[] = {
	{ "help", '?', 0, 0, "Give this help list", -1 },
	{ "usage", KEY_USAGE, 0, 0, "Give a short usage message", 0 },
	{ "program-name", KEY_NAME, "NAME", OPTION_HIDDEN, "Set the program name", 0 },
	{ 0 },
};

static const struct argp_option version_options[] = {
	{ "version", 'V', 0, 0, "Print program version", -1 },
	{ 0 },
};

static error_t parse_help(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case '?': argp_state_help(state, state->out_stream, ARGP_HELP_STD_HELP); return 0;
	case KEY_USAGE:
		argp_state_help(state, state->out_stream, ARGP_HELP_USAGE | ARGP_HELP_EXIT_OK);
		return 0;
	case KEY_NAME: {
		char *slash = strrchr(arg, '/');
		program_invocation_name = arg;
		program_invocation_short_name = state->name = slash ? slash + 1 : arg;
		if ((state->flags & (ARGP_PARSE_ARGV0 | ARGP_NO_ERRS)) == ARGP_PARSE_ARGV0)
			state->argv[0] = arg;
		return 0;
	}
	}
	return ARGP_ERR_UNKNOWN;
}

static error_t parse_version(int key, char *arg, struct argp_state *state)
{
	if (key != 'V') return ARGP_ERR_UNKNOWN;
	if (argp_program_version_hook) argp_program_version_hook(state->out_stream, state);
	else if (argp_program_version) fprintf(state->out_stream, "%s\n", argp_program_version);
	else argp_error(state, "no version is known");
	if (!(state->flags & ARGP_NO_EXIT)) exit(0);
	return 0;
}

static const struct argp help_argp = { help_options, parse_help };
static const struct argp version_argp = { version_options, parse_version };

/* A parser of the tree, with what is its own. */
struct group {
	const struct argp *argp;
	struct group *parent;
	/* Its index among the children of the parent. */
	size_t number;
	void *input, **child_inputs, *hook;
	unsigned args;
};

struct parser {
	struct argp_state state;
	size_t count;
	struct group *groups;
	/* The rest of an argument with several short options. */
	char *more;
	int at_options;
};

static size_t children_of(const struct argp *argp)
{
	size_t n = 0;
	if (argp->children)
		while (argp->children[n].argp) n++;
	return n;
}

static size_t count(const struct argp *argp)
{
	size_t n = 1;
	for (size_t i = 0; i < children_of(argp); i++) n += count(argp->children[i].argp);
	return n;
}

static error_t add(struct parser *p, const struct argp *argp, struct group *parent, size_t number)
{
	struct group *g = &p->groups[p->count++];
	size_t n = children_of(argp);
	*g = (struct group){ .argp = argp, .parent = parent, .number = number };
	if (n && !(g->child_inputs = calloc(n, sizeof *g->child_inputs))) return ENOMEM;
	for (size_t i = 0; i < n; i++) {
		error_t error = add(p, argp->children[i].argp, g, i);
		if (error) return error;
	}
	return 0;
}

void *__argp_input(const struct argp *argp, const struct argp_state *state)
{
	const struct parser *p = state ? state->pstate : 0;
	for (size_t i = 0; p && i < p->count; i++)
		if (p->groups[i].argp == argp) return p->groups[i].input;
	return 0;
}

static error_t call(struct parser *p, struct group *g, int key, char *arg)
{
	if (!g->argp->parser) return ARGP_ERR_UNKNOWN;
	struct argp_state *s = &p->state;
	s->input = g->input;
	s->child_inputs = g->child_inputs;
	s->hook = g->hook;
	s->arg_num = g->args;
	error_t error = g->argp->parser(key, arg, s);
	g->hook = s->hook;
	return error;
}

/* All of them, whether they know the key or not. */
static error_t call_all(struct parser *p, int key, int backwards)
{
	for (size_t i = 0; i < p->count; i++) {
		struct group *g = &p->groups[backwards ? p->count - 1 - i : i];
		if (key == ARGP_KEY_NO_ARGS && g->args) continue;
		if (key == ARGP_KEY_INIT) {
			if (g->parent) g->input = g->parent->child_inputs[g->number];
			/* An argp without a parser passes its input on to its first child. */
			if (!g->argp->parser && g->child_inputs) g->child_inputs[0] = g->input;
		}
		error_t error = call(p, g, key, 0);
		if (error && error != ARGP_ERR_UNKNOWN) return error;
	}
	return 0;
}

static int complain(struct parser *p, const char *what, const char *dashes, const char *name, int n)
{
	struct argp_state *s = &p->state;
	if (!(s->flags & ARGP_NO_ERRS) && s->err_stream)
		fprintf(s->err_stream, "%s: %s '%s%.*s'\n", s->name, what, dashes, n, name);
	return ARGP_ERR_UNKNOWN;
}

/* The option that an alias stands for. */
static const struct argp_option *meant(const struct argp_option *o)
{
	while (o->flags & OPTION_ALIAS) o--;
	return o;
}

static error_t parse_short(struct parser *p)
{
	struct argp_state *s = &p->state;
	char letter = *p->more++;
	for (size_t i = 0; i < p->count; i++) {
		const struct argp_option *o = p->groups[i].argp->options;
		for (; o && !is_end(o); o++) {
			if (!is_short(o) || o->key != letter) continue;
			char *arg = 0;
			const struct argp_option *real = meant(o);
			if (real->arg) {
				if (*p->more) arg = p->more;
				else if (real->flags & OPTION_ARG_OPTIONAL) arg = 0;
				else if (s->next < s->argc) arg = s->argv[s->next++];
				else
					return complain(p, "option requires an argument --", "",
						&letter, 1);
				p->more = 0;
			}
			return call(p, &p->groups[i], o->key, arg);
		}
	}
	return complain(p, "invalid option --", "", &letter, 1);
}

/* Long options may be abbreviated if unambiguous. -1: not an option. */
static error_t parse_long(struct parser *p, char *text, const char *dashes)
{
	struct argp_state *s = &p->state;
	size_t length = strcspn(text, "=");
	const struct argp_option *found = 0;
	struct group *owner = 0;
	int exact = 0, several = 0;
	for (size_t i = 0; i < p->count && !exact; i++) {
		const struct argp_option *o = p->groups[i].argp->options;
		for (; o && !is_end(o); o++) {
			if (!o->name || (o->flags & OPTION_DOC) || strncmp(o->name, text, length))
				continue;
			exact = !o->name[length];
			if (found && !exact && (meant(o) != meant(found) || owner != &p->groups[i]))
				several = 1;
			if (exact || !found) {
				found = o;
				owner = &p->groups[i];
			}
			if (exact) break;
		}
	}
	if (!found) return -1;
	if (several && !exact) return complain(p, "ambiguous option", dashes, text, (int)length);

	const struct argp_option *real = meant(found);
	char *arg = text[length] ? text + length + 1 : 0;
	if (arg && !real->arg)
		return complain(p, "unexpected argument for option", dashes, found->name,
			(int)strlen(found->name));
	if (!arg && real->arg && !(real->flags & OPTION_ARG_OPTIONAL)) {
		if (s->next == s->argc)
			return complain(p, "missing argument for option", dashes, found->name,
				(int)strlen(found->name));
		arg = s->argv[s->next++];
	}
	return call(p, owner, found->key ? found->key : real->key, arg);
}

static int is_option(const char *arg)
{
	return arg[0] == '-' && arg[1];
}

static error_t parse_option(struct parser *p)
{
	char *arg = p->state.argv[p->state.next++];
	error_t error;
	if (arg[1] == '-') {
		error = parse_long(p, arg + 2, "--");
		if (error == -1) error = complain(p, "unrecognized option", "", arg, INT_MAX);
		return error;
	}
	if (p->state.flags & ARGP_LONG_ONLY) {
		error = parse_long(p, arg + 1, "-");
		if (error != -1) return error;
	}
	p->more = arg + 1;
	return parse_short(p);
}

/* Moves the next option, with its argument, before the arguments that precede it. */
static void move_up(struct argp_state *s, int from, int to, int n)
{
	while (n--) {
		char *arg = s->argv[from];
		memmove(s->argv + to + 1, s->argv + to, (from - to) * sizeof arg);
		s->argv[to++] = arg;
		from++;
	}
}

static error_t parse_argument(struct parser *p)
{
	struct argp_state *s = &p->state;
	int index = s->next;
	for (size_t i = 0; i < p->count; i++) {
		struct group *g = &p->groups[i];
		s->next = index + 1;
		error_t error = call(p, g, ARGP_KEY_ARG, s->argv[index]);
		if (error == ARGP_ERR_UNKNOWN) {
			s->next = index;
			error = call(p, g, ARGP_KEY_ARGS, 0);
			if (!error && s->next == index) s->next = s->argc;
		}
		if (error == ARGP_ERR_UNKNOWN) continue;
		/* A parser that puts an argument back wants it to be seen as an option. */
		if (s->next > index) g->args += s->next - index;
		else p->at_options = 1;
		return error;
	}
	s->next = index;
	return ARGP_ERR_UNKNOWN;
}

/* Options and arguments; arguments come last unless they are requested in order. If no
 * parser accepts it, *rejected is set. */
static error_t parse_all(struct parser *p, int *rejected)
{
	struct argp_state *s = &p->state;
	int in_order = s->flags & ARGP_IN_ORDER;
	int permute = !in_order && !getenv("POSIXLY_CORRECT");
	while (s->next < s->argc || (p->more && *p->more)) {
		if (s->quoted && s->next < s->quoted) s->quoted = 0;
		if (p->more && *p->more) {
			error_t error = parse_short(p);
			if (error) return error;
			continue;
		}
		p->more = 0;
		if (p->at_options && !s->quoted) {
			int from = s->next;
			if (permute)
				while (from < s->argc && !is_option(s->argv[from])) from++;
			if (from < s->argc && is_option(s->argv[from])) {
				int to = s->next;
				if (!strcmp(s->argv[from], "--")) {
					move_up(s, from, to, 1);
					s->quoted = s->next = to + 1;
					continue;
				}
				/* The skipped arguments are after it while it is parsed. */
				int skipped = from - to;
				s->next = from;
				error_t error = parse_option(p);
				while (!error && p->more && *p->more) error = parse_short(p);
				p->more = 0;
				if (error) return error;
				if (skipped && s->next > from && s->next <= s->argc) {
					int n = s->next - from;
					move_up(s, from, to, n);
					s->next = to + n;
				}
				continue;
			}
			if (!in_order) p->at_options = 0;
		}
		if (s->flags & ARGP_NO_ARGS) {
			*rejected = 1;
			return ARGP_ERR_UNKNOWN;
		}
		error_t error = parse_argument(p);
		if (error) {
			*rejected = error == ARGP_ERR_UNKNOWN;
			return error;
		}
	}
	return 0;
}

static error_t finish(struct parser *p, error_t error, int rejected, int *end)
{
	struct argp_state *s = &p->state;
	if (rejected) error = 0;
	if (!error) {
		if (end) *end = s->next;
		if (s->next == s->argc) {
			error = call_all(p, ARGP_KEY_NO_ARGS, 0);
			if (!error) error = call_all(p, ARGP_KEY_END, 1);
			if (end) *end = s->next;
		} else if (!end) {
			if (!(s->flags & ARGP_NO_ERRS) && s->err_stream)
				fprintf(s->err_stream, "%s: Too many arguments\n", s->name);
			error = ARGP_ERR_UNKNOWN;
		}
	}
	if (error == ARGP_ERR_UNKNOWN) argp_state_help(s, s->err_stream, ARGP_HELP_STD_ERR);
	if (error) call_all(p, ARGP_KEY_ERROR, 0);
	else error = call_all(p, ARGP_KEY_SUCCESS, 1);
	call_all(p, ARGP_KEY_FINI, 1);
	return error == ARGP_ERR_UNKNOWN ? EINVAL : error;
}

error_t argp_parse(const struct argp *restrict argp, int argc, char **restrict argv, unsigned flags,
	int *restrict end, void *restrict input)
{
	static const struct argp nothing;
	struct argp_child children[4] = { 0 };
	struct argp top = { .children = children };
	struct parser p = { .at_options = 1 };
	int n = 0, rejected = 0;
	error_t error;

	if (!argp) argp = &nothing;
	if (!(flags & ARGP_NO_HELP)) {
		children[n++].argp = argp;
		children[n++].argp = &help_argp;
		if (argp_program_version || argp_program_version_hook)
			children[n++].argp = &version_argp;
		argp = &top;
	}
	char *name = argv && argc && argv[0] && !(flags & ARGP_PARSE_ARGV0)
		? argv[0]
		: program_invocation_name;
	char *slash = name ? strrchr(name, '/') : 0;
	p.state = (struct argp_state){
		.root_argp = argp,
		.argc = argc,
		.argv = argv,
		.next = flags & ARGP_PARSE_ARGV0 ? 0 : 1,
		.flags = flags,
		.name = slash ? slash + 1 : name,
		.err_stream = stderr,
		.out_stream = stdout,
		.pstate = &p,
	};
	if (p.state.next > argc) p.state.next = argc;
	if (!(p.groups = calloc(count(argp), sizeof *p.groups))) return ENOMEM;
	error = add(&p, argp, 0, 0);
	p.groups[0].input = input;
	if (!error) {
		error = call_all(&p, ARGP_KEY_INIT, 0);
		if (!error) error = parse_all(&p, &rejected);
		error = finish(&p, error, rejected, end);
	}
	for (size_t i = 0; i < p.count; i++) free(p.groups[i].child_inputs);
	free(p.groups);
	return error;
}
