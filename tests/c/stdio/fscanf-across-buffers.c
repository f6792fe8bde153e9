/* fscanf: a conversion takes the same bytes wherever a buffer ends. */
#include "../check.h"
#include <math.h>

static const char text[] = "  -12345,0x1fword 1.5e+10 0x1.8p3:infinity nan [set-of]123456 long_word_of_letters\n"
			   "77 -x 0000000000000000000000000000000000000001.25 12";

static void scan(FILE *f)
{
	int a, b, n;
	unsigned x;
	double d, e, g;
	float h;
	char word[32], set[32], rest[4], *own;

	CHECK_EQ(fscanf(f, "%d,%i%4s%n", &a, &b, word, &n), 3);
	CHECK_EQ(a, -12345);
	CHECK_EQ(b, 0x1f);
	CHECK_STR(word, "word");
	CHECK_EQ(n, 17);
	CHECK_EQ(ftell(f), 17);
	CHECK_EQ(fscanf(f, "%lf%lf :%lf%f", &d, &e, &g, &h), 4);
	CHECK_DBL(d, 1.5e10);
	CHECK_DBL(e, 12);
	CHECK(isinf(g));
	CHECK(isnan(h));
	CHECK_EQ(fscanf(f, " [%31[^]]%c%3x%*2d%*d", set, rest, &x), 3);
	CHECK_STR(set, "set-of");
	CHECK_EQ(rest[0], ']');
	CHECK_EQ(x, 0x123);
	CHECK_EQ(fscanf(f, "%ms%3c", &own, rest), 2);
	CHECK_STR(own, "long_word_of_letters");
	CHECK_MEM(rest, "\n77", 3);
	free(own);
	/* No number: its start is gone, and the next byte is not. */
	CHECK_EQ(fscanf(f, "%d", &a), 0);
	CHECK_EQ(getc(f), 'x');
	CHECK_EQ(fscanf(f, "%lf", &d), 1);
	CHECK_DBL(d, 1.25);
	CHECK_EQ(ungetc('3', f), '3');
	CHECK_EQ(fscanf(f, "%d", &a), 1);
	CHECK_EQ(a, 3);
	CHECK(!feof(f));
	CHECK_EQ(fscanf(f, "%d%n", &a, &n), 1);
	CHECK_EQ(a, 12);
	CHECK_EQ(n, 3);
	CHECK(feof(f));
	CHECK_EQ(fscanf(f, "%d", &a), EOF);
	CHECK_EQ(fscanf(f, "%c", rest), EOF);
}

int main(void)
{
	static char buffer[256];
	FILE *f = fopen("text", "w");

	CHECK(f != NULL);
	CHECK(fputs(text, f) >= 0);
	CHECK_EQ(fclose(f), 0);
	for (size_t size = 0; size < 120; size++) {
		f = fopen("text", "r");
		CHECK(f != NULL);
		CHECK_EQ(setvbuf(f, buffer, size ? _IOFBF : _IONBF, size), 0);
		scan(f);
		CHECK_EQ(fclose(f), 0);
	}
	/* A stream that cannot be read. */
	f = fopen("text", "a");
	CHECK(f != NULL);
	CHECK_EQ(fscanf(f, "%*d"), EOF);
	CHECK_EQ(fclose(f), 0);
}
