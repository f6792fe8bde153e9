/* fopen, fgets, fclose: no host calls beyond open, read, close. */
#include "../check.h"

int main(void)
{
	char line[16];

	for (int i = 0; i < 100; i++) {
		FILE *f = fopen("f", "r");
		CHECK(f != NULL);
		CHECK_STR(fgets(line, sizeof line, f), "line\n");
		CHECK_EQ(fclose(f), 0);
	}
}
