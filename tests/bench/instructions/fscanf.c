#include <stdio.h>

/* CALL is what is measured, until the end of the file. */
int main(int argc, char **argv)
{
	char word[64];
	int number, matches = 0;
	FILE *f = fopen("data.txt", "r");

	(void)argv;
	if (!f)
		return 1;
	while (CALL == 1)
		matches++;
	(void)word, (void)number;
	return matches < 100 || fclose(f) || argc == 0;
}
