/* getopt: options, arguments, "--", unknown options, the remaining arguments. */
#include "../check.h"

int main(int argc, char **argv)
{
	int c, a = 0, unknown = 0;
	const char *value = NULL;

	opterr = 0;
	while ((c = getopt(argc, argv, "+ab:")) != -1)
		switch (c) {
		case 'a':
			a++;
			break;
		case 'b':
			value = optarg;
			break;
		case '?':
			CHECK_EQ(optopt, 'z');
			unknown++;
			break;
		default:
			CHECK_EQ(c, 0);
		}
	CHECK_EQ(a, 3);
	CHECK_EQ(unknown, 1);
	CHECK_STR(value, "value");
	CHECK_EQ(argc - optind, 2);
	CHECK_STR(argv[optind], "-x");
	CHECK_STR(argv[optind + 1], "file");
}
