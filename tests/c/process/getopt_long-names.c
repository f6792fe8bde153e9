/* getopt_long: long names, "=", abbreviations, flags; files are moved to the end. */
#include "../check.h"
#include <getopt.h>

int main(int argc, char **argv)
{
	int c, flag = 0, index = -1;
	const char *out = NULL;
	struct option options[] = {
		{ "output", required_argument, NULL, 'o' },
		{ "verbose", no_argument, &flag, 7 },
		{ "size", optional_argument, NULL, 's' },
		{ NULL, 0, NULL, 0 },
	};
	int size_seen = 0;

	while ((c = getopt_long(argc, argv, "o:", options, &index)) != -1)
		if (c == 'o')
			out = optarg;
		else if (c == 's')
			size_seen = optarg == NULL;
		else
			CHECK_EQ(c, 0);
	CHECK_STR(out, "name");
	CHECK_EQ(flag, 7);
	CHECK(size_seen);
	CHECK_EQ(argc - optind, 2);
	CHECK_STR(argv[optind], "one");
	CHECK_STR(argv[optind + 1], "two");
}
