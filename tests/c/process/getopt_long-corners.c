/* getopt_long, getopt_long_only: abbreviations that are not unique, arguments too many or few. */
#include "../check.h"
#include <getopt.h>

static char *words[16];
static int count, set;
static const struct option options[] = {
	{ "add", no_argument, NULL, 'a' },
	{ "append", no_argument, NULL, 'p' },
	{ "create", required_argument, NULL, 'c' },
	{ "delete", optional_argument, &set, 'd' },
	{ "adder", no_argument, NULL, 'A' },
	{ NULL, 0, NULL, 0 },
};

static void line(const char *text)
{
	static char buffer[256];

	strcpy(buffer, text);
	count = 0;
	for (char *word = strtok(buffer, " "); word != NULL; word = strtok(NULL, " "))
		words[count++] = word;
	words[count] = NULL;
	optind = 0;
	opterr = 0;
}

static int next(void)
{
	return getopt_long(count, words, "xc:", options, NULL);
}

int main(void)
{
	int index = -1;

	/* Exact before abbreviated; ambiguous is wrong. */
	line("p --add --app --ad --cr=x --create y");
	CHECK_EQ(getopt_long(count, words, "", options, &index), 'a');
	CHECK_EQ(index, 0);
	CHECK_EQ(getopt_long(count, words, "", options, &index), 'p');
	CHECK_EQ(index, 1);
	CHECK_EQ(next(), '?');
	CHECK_EQ(next(), 'c');
	CHECK_STR(optarg, "x");
	CHECK_EQ(next(), 'c');
	CHECK_STR(optarg, "y");
	CHECK_EQ(next(), -1);

	line("p --add=no --create");
	CHECK_EQ(next(), '?');
	CHECK_EQ(optopt, 'a');
	CHECK_EQ(next(), '?');
	CHECK_EQ(optopt, 'c');
	CHECK_EQ(next(), -1);

	line("p --create");
	CHECK_EQ(getopt_long(count, words, ":", options, NULL), ':');

	line("p --delete word --delete=word --delete=");
	CHECK_EQ(next(), 0);
	CHECK_EQ(set, 'd');
	CHECK(optarg == NULL);
	CHECK_EQ(next(), 0);
	CHECK_STR(optarg, "word");
	CHECK_EQ(next(), 0);
	CHECK_STR(optarg, "");
	CHECK_EQ(next(), -1);
	CHECK_STR(words[optind], "word");

	line("p -x --nothing -- --add");
	CHECK_EQ(next(), 'x');
	CHECK_EQ(next(), '?');
	CHECK_EQ(next(), -1);
	CHECK_STR(words[optind], "--add");

	/* One hyphen is enough, unless it is a short option. */
	line("p -add -x -create z -c w");
	CHECK_EQ(getopt_long_only(count, words, "xc:", options, NULL), 'a');
	CHECK_EQ(getopt_long_only(count, words, "xc:", options, NULL), 'x');
	CHECK_EQ(getopt_long_only(count, words, "xc:", options, NULL), 'c');
	CHECK_STR(optarg, "z");
	CHECK_EQ(getopt_long_only(count, words, "xc:", options, NULL), 'c');
	CHECK_STR(optarg, "w");
	CHECK_EQ(getopt_long_only(count, words, "xc:", options, NULL), -1);
}
