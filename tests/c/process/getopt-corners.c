/* getopt: a missing argument, an argument of its own word, "--", a lone "-", and again from the start. */
#include "../check.h"
#include <getopt.h>

static char *words[16];
static int count;

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

int main(void)
{
	line("p -ab -carg -d arg -e");
	CHECK_EQ(getopt(count, words, "abc:d:e:"), 'a');
	CHECK_EQ(getopt(count, words, "abc:d:e:"), 'b');
	CHECK_EQ(getopt(count, words, "abc:d:e:"), 'c');
	CHECK_STR(optarg, "arg");
	CHECK_EQ(getopt(count, words, "abc:d:e:"), 'd');
	CHECK_STR(optarg, "arg");
	CHECK_EQ(getopt(count, words, "abc:d:e:"), '?');
	CHECK_EQ(optopt, 'e');
	CHECK_EQ(getopt(count, words, "abc:d:e:"), -1);
	/* POSIX lets it count the argument that was not there. */
	CHECK(optind == count || optind == count + 1);

	/* A colon in front: a missing argument has an answer of its own. */
	line("p -e");
	CHECK_EQ(getopt(count, words, ":e:"), ':');
	CHECK_EQ(optopt, 'e');
	line("p -z");
	CHECK_EQ(getopt(count, words, ":e:"), '?');
	CHECK_EQ(optopt, 'z');

	/* Words behind are moved to the end, but not behind "--": by getopt_long at least. */
	static const struct option none[1];
	line("p one -a two -- -b three");
	CHECK_EQ(getopt_long(count, words, "ab", none, NULL), 'a');
	CHECK_EQ(getopt_long(count, words, "ab", none, NULL), -1);
	CHECK_EQ(optind, 3);
	CHECK_STR(words[3], "one");
	CHECK_STR(words[4], "two");
	CHECK_STR(words[5], "-b");
	CHECK_STR(words[6], "three");

	/* A plus: the first word that is no option ends them. A lone "-" is such a word. */
	line("p -a - -b");
	CHECK_EQ(getopt(count, words, "+ab"), 'a');
	CHECK_EQ(getopt(count, words, "+ab"), -1);
	CHECK_EQ(optind, 2);

	/* A minus: arguments are returned in their order, as arguments of an option 1. */
	line("p one -a two");
	CHECK_EQ(getopt(count, words, "-ab"), 1);
	CHECK_STR(optarg, "one");
	CHECK_EQ(getopt(count, words, "-ab"), 'a');
	CHECK_EQ(getopt(count, words, "-ab"), 1);
	CHECK_STR(optarg, "two");
	CHECK_EQ(getopt(count, words, "-ab"), -1);

	/* Two colons: only an argument in the same word. */
	line("p -o -oarg rest");
	CHECK_EQ(getopt(count, words, "o::"), 'o');
	CHECK(optarg == NULL);
	CHECK_EQ(getopt(count, words, "o::"), 'o');
	CHECK_STR(optarg, "arg");
	CHECK_EQ(getopt(count, words, "o::"), -1);
	CHECK_STR(words[optind], "rest");

	line("p");
	CHECK_EQ(getopt(count, words, "a"), -1);
	CHECK_EQ(optind, 1);
}
