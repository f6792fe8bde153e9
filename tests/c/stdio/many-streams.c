/* fopen: 100 streams at once, each with its own buffer and place. */
#include "../check.h"

int main(void)
{
	FILE *f[100];
	char name[16], line[32];

	for (int i = 0; i < 100; i++) {
		snprintf(name, sizeof name, "f%d", i);
		f[i] = fopen(name, "w+");
		CHECK(f[i] != NULL);
		CHECK(fprintf(f[i], "stream %d\n", i) > 0);
	}
	for (int i = 99; i >= 0; i--) {
		rewind(f[i]);
		snprintf(name, sizeof name, "stream %d\n", i);
		CHECK_STR(fgets(line, sizeof line, f[i]), name);
		CHECK_EQ(fclose(f[i]), 0);
	}
}
