/* argp: --help, --usage, --version and what is said of errors, to the letter. */
#include "../check.h"
#include <argp.h>

const char *argp_program_version = "prog 1.2";
const char *argp_program_bug_address = "<bugs@example.org>";

static const struct argp_option options[] = {
	{ "verbose", 'v', NULL, 0, "Produce verbose output", 0 },
	{ "quiet", 'q', NULL, 0, "Don't produce any output", 0 },
	{ "silent", 's', NULL, OPTION_ALIAS, NULL, 0 },
	{ "output", 'o', "FILE", 0,
	  "Output to FILE instead of standard output, which takes more than a single line", 0 },
	{ "hidden", 'h', NULL, OPTION_HIDDEN, "Not shown", 0 },
	{ NULL, 0, NULL, 0, "The following are special:", 0 },
	{ "repeat", 'r', "COUNT", OPTION_ARG_OPTIONAL, "Repeat COUNT (default 10) times", 0 },
	{ "a-very-long-name-of-an-option", 1000, NULL, 0, "Its text is below", 0 },
	{ NULL, 'x', "N", 0, "Only a letter", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	(void)state;
	(void)arg;
	return key > 0 && (key < 256 || key == 1000) ? 0 : ARGP_ERR_UNKNOWN;
}

static const struct argp_option child_options[] = {
	{ "child", 'c', NULL, 0, "Of the child", 0 },
	{ 0 },
};

static const struct argp child = { child_options, parse, 0, 0, 0, 0, 0 };
static const struct argp_child children[] = { { &child, 0, NULL, 7 }, { 0 } };
static const struct argp argp = { options, parse, "ARG1 ARG2\nSTRING...",
	"A program that does something, and says so in a text that is longer than one line of it."
	"\vWhat comes after the options.", children, 0, 0 };

int main(void)
{
	static char *asked[] = { "--help", "--usage", "--version", "-z" };

	for (int i = 0; i < 4; i++) {
		char *arguments[] = { "/bin/prog", asked[i], NULL };

		CHECK_EQ(argp_parse(&argp, 2, arguments, ARGP_NO_EXIT, NULL, NULL), i < 3 ? 0 : EINVAL);
	}
	argp_help(&argp, stdout, ARGP_HELP_SHORT_USAGE | ARGP_HELP_SEE, "other");
}
