#include <regex.h>

int main(int argc, char **argv)
{
	regex_t pattern;
	if (regcomp(&pattern, "^[a-z]+(/[a-z]+)*$", REG_EXTENDED))
		return 1;
	int result = regexec(&pattern, argv[argc - 1], 0, 0, 0);
	regfree(&pattern);
	return result;
}
