#include "roman.h"

#include <string.h>

static const struct {
	int value;
	const char *numeral;
} parts[] = {
	{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
	{40, "XL"},  {10, "X"},	  {9, "IX"},  {5, "V"},	   {4, "IV"},  {1, "I"},
};

int roman(long number, char numeral[ROMAN_SIZE])
{
	if (number < 1 || number > 3999)
		return -1;

	*numeral = '\0';
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		for (; number >= parts[i].value; number -= parts[i].value)
			strcat(numeral, parts[i].numeral);
	return 0;
}
