/* getopt, getopt_long: errors are printed on standard error, after the program's name. */
#include "../check.h"
#include <getopt.h>

int main(void)
{
	char *words[] = { "prog", "-z", "-e", NULL };

	CHECK_EQ(getopt(3, words, "e:"), '?');
	CHECK_EQ(getopt(3, words, "e:"), '?');
	CHECK_EQ(getopt(3, words, "e:"), -1);
}
