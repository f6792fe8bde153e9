#include <stdio.h>

/* Files that are opened, written and closed. */
int main(int argc, char **argv)
{
	(void)argv;
	for (int i = 0; i < 100; i++) {
		FILE *file = fopen("out.txt", "w");

		if (!file || fputs("a line of text\n", file) < 0 || fwrite(argv, argc, 1, file) != 1)
			return 1;
		if (fclose(file))
			return 1;
	}
	return 0;
}
