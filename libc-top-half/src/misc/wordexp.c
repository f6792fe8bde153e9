#include <ctype.h>
#include <fnmatch.h>
#include <glob.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wordexp.h>

/* Upstream runs a shell in another process. Here the words are expanded as in a shell,
 * except command substitution, which fails with WRDE_NOSYS. */

struct text {
	char *bytes;
	size_t len, room;
};

struct expansion {
	const char *at;
	int flags, error;
	/* The field so far, as a pattern: quoted characters have a backslash before them. */
	struct text field;
	int has_field, has_pattern;
	/* Whether all of it is one field. */
	int is_one;
	char **words;
	size_t count;
};

static void words(struct expansion *x, int quoted, int inner);

static int fail(struct expansion *x, int error)
{
	if (!x->error) x->error = error;
	return 0;
}

static int put(struct expansion *x, struct text *text, char byte)
{
	if (text->room - text->len < 2) {
		size_t room = 2 * text->room + 64;
		char *bytes = realloc(text->bytes, room);
		if (!bytes) return fail(x, WRDE_NOSPACE);
		text->bytes = bytes;
		text->room = room;
	}
	text->bytes[text->len++] = byte;
	text->bytes[text->len] = 0;
	return 1;
}

static void add(struct expansion *x, char byte, int quoted)
{
	x->has_field = 1;
	if (byte == '\\' || (quoted && strchr("*?[", byte))) put(x, &x->field, '\\');
	else if (strchr("*?[", byte)) x->has_pattern = 1;
	put(x, &x->field, byte);
}

/* Takes ownership of the word. */
static void add_word(struct expansion *x, char *word)
{
	char **more = word ? realloc(x->words, (x->count + 1) * sizeof *more) : 0;
	if (!more) {
		free(word);
		fail(x, WRDE_NOSPACE);
		return;
	}
	x->words = more;
	more[x->count++] = word;
}

/* The text that a pattern matches literally. */
static char *unquoted(const char *pattern)
{
	char *word = malloc(strlen(pattern) + 1), *to = word;
	if (!word) return 0;
	for (; *pattern; pattern++) {
		if (*pattern == '\\' && pattern[1]) pattern++;
		*to++ = *pattern;
	}
	*to = 0;
	return word;
}

static void end_field(struct expansion *x)
{
	glob_t found;
	int none = GLOB_NOMATCH;

	if (!x->has_field || x->error) return;
	const char *pattern = x->field.bytes ? x->field.bytes : "";
	if (x->has_pattern) {
		none = glob(pattern, 0, 0, &found);
		if (none == GLOB_NOSPACE) fail(x, WRDE_NOSPACE);
	}
	if (none) {
		add_word(x, unquoted(pattern));
	} else {
		for (size_t i = 0; i < found.gl_pathc; i++) add_word(x, strdup(found.gl_pathv[i]));
		globfree(&found);
	}
	x->field.len = 0;
	if (x->field.bytes) *x->field.bytes = 0;
	x->has_field = x->has_pattern = 0;
}

/* Adds a value, which splits at the bytes of IFS where it is not quoted. */
static void add_value(struct expansion *x, const char *value, int quoted)
{
	const char *separators = getenv("IFS");
	if (!separators) separators = " \t\n";
	if (quoted) x->has_field = 1;
	for (; *value; value++) {
		if (quoted || x->is_one || !strchr(separators, *value)) {
			add(x, *value, quoted);
		} else {
			/* A separator other than white space ends a field, even an empty one. */
			if (!isspace((unsigned char)*value)) x->has_field = 1;
			end_field(x);
		}
	}
}

/* The expansion of the words up to the brace, as one text that the caller frees. */
static char *inner(struct expansion *x, int as_pattern)
{
	struct expansion sub = { .at = x->at, .flags = x->flags, .is_one = 1 };
	words(&sub, 0, 1);
	x->at = sub.at;
	if (sub.error) fail(x, sub.error);
	const char *bytes = sub.field.bytes ? sub.field.bytes : "";
	char *text = as_pattern ? strdup(bytes) : unquoted(bytes);
	if (!text) fail(x, WRDE_NOSPACE);
	free(sub.field.bytes);
	return text;
}

/* Removes the shortest or longest match of a pattern from the start or the end. */
static void trim(char *value, const char *pattern, int at_end, int longest)
{
	size_t len = strlen(value);
	for (size_t i = 0; i <= len; i++) {
		size_t part = longest ? len - i : i;
		char *cut = value + (at_end ? len - part : part), kept = *cut;
		if (at_end) {
			if (!fnmatch(pattern, cut, 0)) {
				*cut = 0;
				return;
			}
			continue;
		}
		*cut = 0;
		int fits = !fnmatch(pattern, value, 0);
		*cut = kept;
		if (fits) {
			memmove(value, cut, len - part + 1);
			return;
		}
	}
}

static void parameter(struct expansion *x, int quoted)
{
	char number[3 * sizeof(long) + 2], name[256];
	size_t n = 0;
	int braces = *x->at == '{';
	x->at += braces;
	int length = braces && *x->at == '#' && x->at[1] != '}';
	x->at += length;
	const char *start = x->at;
	if (isalpha((unsigned char)*start) || *start == '_')
		while (isalnum((unsigned char)start[n]) || start[n] == '_') n++;
	else if (*start && strchr("@*#?-$!0123456789", *start)) n = 1;
	if (!n || n >= sizeof name) {
		if (braces) {
			fail(x, WRDE_SYNTAX);
			return;
		}
		add(x, '$', quoted);
		return;
	}
	memcpy(name, start, n);
	name[n] = 0;
	x->at += n;
	const char *known = getenv(name);
	if (!isalpha((unsigned char)*name) && *name != '_') {
		/* As in a shell that has no arguments. */
		int told = *name == '$' ? getpid() : 0;
		snprintf(number, sizeof number, "%d", told);
		known = strchr("$#?", *name) ? number : 0;
	}
	if (!braces) {
		if (!known && (x->flags & WRDE_UNDEF)) fail(x, WRDE_BADVAL);
		else add_value(x, known ? known : "", quoted);
		return;
	}
	char *value = known ? strdup(known) : 0, *word = 0;
	if (known && !value) fail(x, WRDE_NOSPACE);
	int colon = *x->at == ':' && x->at[1] && strchr("-=?+", x->at[1]);
	x->at += colon;
	int op = *x->at;
	if (!length && op && strchr("-=?+%#", op)) {
		x->at++;
		int longest = (op == '%' || op == '#') && *x->at == op;
		x->at += longest;
		word = inner(x, op == '%' || op == '#');
		int is_there = value && (!colon || *value);
		if (op == '%' || op == '#') {
			if (value && word) trim(value, word, op == '%', longest);
		} else if ((op == '+') == is_there) {
			free(value);
			value = word;
			word = 0;
			if (op == '?') fail(x, WRDE_BADVAL);
		} else if (op == '+') {
			free(value);
			value = strdup("");
		}
	}
	if (*x->at != '}') fail(x, WRDE_SYNTAX);
	else x->at++;
	if (!value && (x->flags & WRDE_UNDEF)) fail(x, WRDE_BADVAL);
	if (length) {
		snprintf(number, sizeof number, "%zu", value ? strlen(value) : 0);
		add_value(x, number, quoted);
	} else if (!x->error) {
		add_value(x, value ? value : "", quoted);
	}
	free(value);
	free(word);
}

/* Arithmetic, from the operators that bind least on. */
static const struct operator
{
	char name[3];
	char rank;
}
operators[] = {
	{ "||", 1 },
	{ "&&", 2 },
	{ "==", 6 },
	{ "!=", 6 },
	{ "<=", 7 },
	{ ">=", 7 },
	{ "<<", 8 },
	{ ">>", 8 },
	{ "|", 3 },
	{ "^", 4 },
	{ "&", 5 },
	{ "<", 7 },
	{ ">", 7 },
	{ "+", 9 },
	{ "-", 9 },
	{ "*", 10 },
	{ "/", 10 },
	{ "%", 10 },
};

struct arithmetic {
	const char *at;
	int error;
};

static const char *skip(struct arithmetic *a)
{
	while (isspace((unsigned char)*a->at)) a->at++;
	return a->at;
}

static long long choice(struct arithmetic *a);

static long long operand(struct arithmetic *a)
{
	long long value;
	char name[256], *end;
	const char *start = skip(a);
	size_t n = 0;

	switch (*start) {
	case '(':
		a->at++;
		value = choice(a);
		if (*skip(a) != ')') a->error = 1;
		else a->at++;
		return value;
	case '-': return a->at++, (long long)-(unsigned long long)operand(a);
	case '+': return a->at++, operand(a);
	case '!': return a->at++, !operand(a);
	case '~': return a->at++, ~operand(a);
	}
	if (isdigit((unsigned char)*start)) {
		value = strtoll(start, &end, 0);
		a->at = end;
		return value;
	}
	while (isalnum((unsigned char)start[n]) || start[n] == '_') n++;
	if (!n || n >= sizeof name) return a->error = 1;
	memcpy(name, start, n);
	name[n] = 0;
	a->at += n;
	const char *known = getenv(name);
	if (!known || !*known) return 0;
	value = strtoll(known, &end, 0);
	if (*end) a->error = 1;
	return value;
}

static long long calculate(struct arithmetic *a, const char *name, long long l, long long r)
{
	unsigned long long ul = l, ur = r;

	switch (name[0]) {
	case '|': return name[1] ? l || r : (long long)(ul | ur);
	case '&': return name[1] ? l && r : (long long)(ul & ur);
	case '^': return ul ^ ur;
	case '=': return l == r;
	case '!': return l != r;
	case '<': return name[1] == '<' ? (long long)(ul << (ur & 63)) : name[1] ? l <= r : l < r;
	case '>': return name[1] == '>' ? l >> (ur & 63) : name[1] ? l >= r : l > r;
	case '+': return ul + ur;
	case '-': return ul - ur;
	case '*': return ul * ur;
	}
	/* A name without a value is an error, as in a shell. */
	if (!r || (r == -1 && l == -0x7fffffffffffffff - 1)) return a->error = 1;
	return name[0] == '/' ? l / r : l % r;
}

static long long sum(struct arithmetic *a, int least)
{
	long long value = operand(a);
	for (;;) {
		const struct operator* op = 0;
		const char *at = skip(a);
		for (size_t i = 0; !op && i < sizeof operators / sizeof *operators; i++)
			if (!strncmp(at, operators[i].name, strlen(operators[i].name)))
				op = operators + i;
		if (!op || op->rank < least || a->error) return value;
		a->at += strlen(op->name);
		value = calculate(a, op->name, value, sum(a, op->rank + 1));
	}
}

static long long choice(struct arithmetic *a)
{
	long long value = sum(a, 1);
	if (*skip(a) != '?') return value;
	a->at++;
	long long yes = choice(a);
	if (*skip(a) != ':') return a->error = 1;
	a->at++;
	long long no = choice(a);
	return value ? yes : no;
}

/* Behind "$((": up to "))". */
static void arithmetic(struct expansion *x, int quoted)
{
	struct expansion sub = { .flags = x->flags };
	struct text inside = { 0 };
	char number[24];
	int depth = 0;

	for (; *x->at && (depth || x->at[0] != ')' || x->at[1] != ')'); x->at++) {
		depth += (*x->at == '(') - (*x->at == ')');
		if (depth < 0) break;
		put(x, &inside, *x->at);
	}
	if (*x->at != ')' || depth) fail(x, WRDE_SYNTAX);
	else x->at += 2;
	/* Parameters come first. */
	for (sub.at = inside.bytes ? inside.bytes : ""; *sub.at && !sub.error;) {
		char byte = *sub.at++;
		if (byte == '$' && *sub.at != '(') parameter(&sub, 1);
		else put(&sub, &sub.field, byte);
	}
	char *text = unquoted(sub.field.bytes ? sub.field.bytes : "");
	if (!text) fail(x, WRDE_NOSPACE);
	struct arithmetic a = { .at = text ? text : "0" };
	long long value = *skip(&a) ? choice(&a) : 0;
	if (*skip(&a) || a.error) fail(x, WRDE_SYNTAX);
	if (sub.error) fail(x, sub.error);
	snprintf(number, sizeof number, "%lld", value);
	if (!x->error) add_value(x, number, quoted);
	free(text);
	free(inside.bytes);
	free(sub.field.bytes);
}

static void tilde(struct expansion *x)
{
	char name[256];
	const char *home = 0;
	size_t n = strcspn(x->at, "/ \t\n\"'\\$`");

	if (n >= sizeof name) return;
	memcpy(name, x->at, n);
	name[n] = 0;
	if (!n) {
		home = getenv("HOME");
	} else {
		struct passwd *user = getpwnam(name);
		if (user) home = user->pw_dir;
	}
	if (!home) {
		add(x, '~', 1);
		return;
	}
	x->at += n;
	add_value(x, home, 1);
}

static void dollar(struct expansion *x, int quoted)
{
	if (*x->at != '(') {
		parameter(x, quoted);
	} else if (x->at[1] == '(') {
		x->at += 2;
		arithmetic(x, quoted);
	} else {
		fail(x, x->flags & WRDE_NOCMD ? WRDE_CMDSUB : WRDE_NOSYS);
	}
}

/* Up to the end, or with `inner` up to the brace; or `quoted` to the quotation mark. */
static void words(struct expansion *x, int quoted, int inner)
{
	int is_start = 1;

	while (!x->error) {
		char byte = *x->at;
		if (!byte || (quoted && byte == '"') || (inner && !quoted && byte == '}')) break;
		x->at++;
		if (byte == '\\') {
			byte = *x->at;
			if (!byte) fail(x, WRDE_SYNTAX);
			else if (byte == '\n') x->at++;
			else if (quoted && !strchr("$`\"\\", byte)) add(x, '\\', 1);
			else add(x, byte, 1), x->at++;
		} else if (byte == '$') {
			dollar(x, quoted);
		} else if (byte == '`') {
			fail(x, x->flags & WRDE_NOCMD ? WRDE_CMDSUB : WRDE_NOSYS);
		} else if (quoted) {
			add(x, byte, 1);
		} else if (byte == '"') {
			x->has_field = 1;
			words(x, 1, inner);
			if (*x->at != '"') fail(x, WRDE_SYNTAX);
			else x->at++;
		} else if (byte == '\'') {
			x->has_field = 1;
			while (*x->at && *x->at != '\'') add(x, *x->at++, 1);
			if (!*x->at) fail(x, WRDE_SYNTAX);
			else x->at++;
		} else if (!inner && (byte == ' ' || byte == '\t')) {
			end_field(x);
			is_start = 1;
			continue;
		} else if (!inner && strchr("|&;<>(){}\n", byte)) {
			fail(x, WRDE_BADCHAR);
		} else if (byte == '~' && is_start) {
			tilde(x);
		} else {
			add(x, byte, 0);
		}
		is_start = 0;
	}
}

int wordexp(const char *restrict s, wordexp_t *restrict we, int flags)
{
	struct expansion x = { .at = s, .flags = flags };

	if (flags & WRDE_REUSE) wordfree(we);
	size_t before = flags & WRDE_APPEND ? we->we_wordc : 0;
	size_t offset = flags & WRDE_DOOFFS ? we->we_offs : 0;
	words(&x, 0, 0);
	end_field(&x);
	free(x.field.bytes);
	char **all = flags & WRDE_APPEND ? we->we_wordv : 0;
	if (!x.error || x.error == WRDE_NOSPACE) {
		char **more = realloc(all, (offset + before + x.count + 1) * sizeof *more);
		if (more) {
			if (!all) memset(more, 0, offset * sizeof *more);
			memcpy(more + offset + before, x.words, x.count * sizeof *more);
			more[offset + before + x.count] = 0;
			we->we_wordv = more;
			we->we_wordc = before + x.count;
			we->we_offs = offset;
			free(x.words);
			return x.error;
		}
		x.error = WRDE_NOSPACE;
	}
	while (x.count) free(x.words[--x.count]);
	free(x.words);
	return x.error;
}

void wordfree(wordexp_t *we)
{
	if (!we->we_wordv) return;
	for (size_t i = 0; i < we->we_wordc; i++) free(we->we_wordv[we->we_offs + i]);
	free(we->we_wordv);
	we->we_wordv = 0;
	we->we_wordc = 0;
}
