/* Counts the lines, words and bytes of standard input. */

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
	unsigned long lines = 0, words = 0, bytes = 0;
	int in_word = 0, c;

	while ((c = getchar()) != EOF) {
		int is_blank = isspace(c);
		words += in_word == 0 && !is_blank;
		in_word = !is_blank;
		lines += c == '\n';
		bytes++;
	}
	if (ferror(stdin)) {
		perror("wc");
		return EXIT_FAILURE;
	}
	printf("%lu lines, %lu words, %lu bytes\n", lines, words, bytes);
	return fflush(stdout) == EOF ? EXIT_FAILURE : EXIT_SUCCESS;
}
