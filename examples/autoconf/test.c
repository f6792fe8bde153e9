/* Tests the library. Prints nothing if it works. */

#include "roman.h"

#include <stdio.h>
#include <string.h>

static const struct {
	long number;
	const char *numeral;
} cases[] = {
	{1, "I"}, {4, "IV"}, {1949, "MCMXLIX"}, {3888, "MMMDCCCLXXXVIII"}, {3999, "MMMCMXCIX"},
};

static const long without_numeral[] = {-1, 0, 4000};

int main(void)
{
	char numeral[ROMAN_SIZE];
	int wrong = 0;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (roman(cases[i].number, numeral) != 0 || strcmp(numeral, cases[i].numeral) != 0) {
			fprintf(stderr, "%ld is not %s\n", cases[i].number, cases[i].numeral);
			wrong = 1;
		}
	for (size_t i = 0; i < sizeof without_numeral / sizeof *without_numeral; i++)
		if (roman(without_numeral[i], numeral) != -1) {
			fprintf(stderr, "%ld has a numeral\n", without_numeral[i]);
			wrong = 1;
		}
	return wrong;
}
