/* printf: 100,000 lines through the buffer arrive whole. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;
	char line[64];
	long long size = 0;
	FILE *f = fopen("f", "w");

	CHECK(f != NULL);
	for (int i = 0; i < 100000; i++)
		size += fprintf(f, "%d:%x\n", i, i);
	CHECK_EQ(fclose(f), 0);
	CHECK_EQ(stat("f", &st), 0);
	CHECK_EQ(st.st_size, size);
	f = fopen("f", "r");
	CHECK(f != NULL);
	for (int i = 0; i < 100000; i++) {
		int a;
		unsigned b;
		CHECK(fgets(line, sizeof line, f) != NULL);
		CHECK_EQ(sscanf(line, "%d:%x", &a, &b), 2);
		CHECK_EQ(a, i);
		CHECK_EQ(b, i);
	}
	CHECK_EQ(fgetc(f), EOF);
	CHECK_EQ(fclose(f), 0);
}
