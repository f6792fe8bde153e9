/* argp: options short and long, shortened, joined, optional, in any order; arguments; and
 * the calls that a parser gets in between. */
#include "../check.h"
#include <argp.h>

static char seen[2000];

static void note(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(seen + strlen(seen), sizeof seen - strlen(seen), format, args);
	va_end(args);
}

static const struct argp_option options[] = {
	{ "alpha", 'a', "VALUE", 0, "An argument", 0 },
	{ "beta", 'b', NULL, 0, "None", 0 },
	{ "better", 't', NULL, OPTION_ALIAS, NULL, 0 },
	{ "maybe", 'm', "WHAT", OPTION_ARG_OPTIONAL, "Perhaps one", 0 },
	{ "long-only", 1000, NULL, 0, "No letter", 0 },
	{ 0, 'q', NULL, 0, "No name", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case ARGP_KEY_INIT:
		CHECK_STR(state->input, "input");
		state->child_inputs[0] = "child";
		note("init ");
		return 0;
	case ARGP_KEY_ARG:
		if (strcmp(arg, "refused") == 0)
			return ARGP_ERR_UNKNOWN;
		note("%u:%s ", state->arg_num, arg);
		return 0;
	case ARGP_KEY_NO_ARGS:
		note("none ");
		return 0;
	case ARGP_KEY_END:
		note("end ");
		return 0;
	case ARGP_KEY_SUCCESS:
		note("success ");
		return 0;
	case ARGP_KEY_ERROR:
		note("error ");
		return 0;
	case ARGP_KEY_FINI:
		note("fini ");
		return 0;
	case 'a':
		if (strcmp(arg, "wrong") == 0)
			return EDOM;
		/* fall through */
	case 'm':
		note("%c=%s ", key, arg ? arg : "-");
		return 0;
	case 'b':
	case 't':
	case 'q':
		note("%c ", key);
		return 0;
	case 1000:
		note("long ");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_option child_options[] = {
	{ "child", 'c', "N", 0, "Of the child", 0 },
	{ 0 },
};

static error_t parse_child(int key, char *arg, struct argp_state *state)
{
	if (key == ARGP_KEY_INIT)
		CHECK_STR(state->input, "child");
	if (key != 'c')
		return ARGP_ERR_UNKNOWN;
	note("c=%s ", arg);
	return 0;
}

static const struct argp child = { child_options, parse_child, 0, 0, 0, 0, 0 };
static const struct argp_child children[] = { { &child, 0, 0, 0 }, { 0 } };
static const struct argp argp = { options, parse, "ARG", "About.", children, 0, 0 };

static error_t run(unsigned flags, int *end, const char *first, ...)
{
	char *argv[20] = { "/bin/prog" };
	int argc = 1;
	va_list args;

	va_start(args, first);
	for (const char *arg = first; arg != NULL; arg = va_arg(args, const char *))
		argv[argc++] = strdup(arg);
	va_end(args);
	seen[0] = 0;
	return argp_parse(&argp, argc, argv, flags, end, "input");
}

int main(void)
{
	int end;

	CHECK_EQ(run(0, NULL, NULL), 0);
	CHECK_STR(seen, "init none end success fini ");
	CHECK_EQ(run(0, NULL, "x", "-a", "1", "-bq", "y", "--alpha=2", "--alpha", "3", "-a4", NULL), 0);
	CHECK_STR(seen, "init a=1 b q a=2 a=3 a=4 0:x 1:y end success fini ");
	CHECK_EQ(run(0, NULL, "-m", "x", "-mX", "--maybe", "y", "--maybe=Y", NULL), 0);
	CHECK_STR(seen, "init m=- m=X m=- m=Y 0:x 1:y end success fini ");
	CHECK_EQ(run(0, NULL, "--lon", "--alp=1", "--bett", "-bc5", "--child=6", NULL), 0);
	CHECK_STR(seen, "init long a=1 t b c=5 c=6 none end success fini ");
	CHECK_EQ(run(0, NULL, "-b", "--", "-b", "--alpha", "-", NULL), 0);
	CHECK_STR(seen, "init b 0:-b 1:--alpha 2:- end success fini ");
	CHECK_EQ(run(ARGP_IN_ORDER, NULL, "x", "-b", "y", "-q", NULL), 0);
	CHECK_STR(seen, "init 0:x b 1:y q end success fini ");
	CHECK_EQ(run(ARGP_LONG_ONLY, NULL, "-alpha=1", "-beta", "-q", NULL), 0);
	CHECK_STR(seen, "init a=1 b q none end success fini ");

	/* Arguments that no parser accepts are left over, or too many. */
	CHECK_EQ(run(ARGP_SILENT, &end, "x", "-b", "refused", "y", NULL), 0);
	CHECK_STR(seen, "init b 0:x success fini ");
	CHECK_EQ(end, 3);
	CHECK_EQ(run(ARGP_SILENT, NULL, "refused", NULL), EINVAL);
	CHECK_STR(seen, "init error fini ");
	CHECK_EQ(run(ARGP_SILENT | ARGP_NO_ARGS, NULL, "x", NULL), EINVAL);
	CHECK_EQ(run(ARGP_SILENT, NULL, "-z", NULL), EINVAL);
	CHECK_STR(seen, "init error fini ");
	CHECK_EQ(run(ARGP_SILENT, NULL, "--nothing", NULL), EINVAL);
	CHECK_EQ(run(ARGP_SILENT, NULL, "--beta=1", NULL), EINVAL);
	CHECK_EQ(run(ARGP_SILENT, NULL, "-a", NULL), EINVAL);
	CHECK_EQ(run(ARGP_SILENT, NULL, "--alpha", NULL), EINVAL);
	CHECK_EQ(run(ARGP_SILENT, NULL, "-a", "wrong", "x", NULL), EDOM);
	CHECK_STR(seen, "init error fini ");
}
