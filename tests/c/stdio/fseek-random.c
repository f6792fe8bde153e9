/* fseek, ftell, ungetc and reads: at random in a file larger than the buffer, against its text. */
#include "../check.h"

enum { SIZE = 200000 };

static char text[SIZE];
static unsigned state = 1;

static int below(int n)
{
	state = state * 1103515245 + 12345;
	return (int)(state >> 8) % n;
}

static void steps(FILE *f, int many)
{
	static char got[SIZE];
	long at = ftell(f);

	for (int i = 0; i < many; i++) {
		/* Mostly near, so that the buffer holds it. */
		long to = below(3) ? at + below(9000) - 4500 : below(SIZE + 1);

		if (to < 0 || to > SIZE)
			to = below(SIZE + 1);
		switch (below(8)) {
		case 0: CHECK_EQ(fseek(f, to, SEEK_SET), 0); at = to; break;
		case 1: CHECK_EQ(fseek(f, to - at, SEEK_CUR), 0); at = to; break;
		case 2: CHECK_EQ(fseek(f, to - SIZE, SEEK_END), 0); at = to; break;
		case 3: {
			size_t n = (size_t)below(below(4) ? 300 : 70000);
			size_t left = (size_t)(SIZE - at);

			CHECK_EQ(fread(got, 1, n, f), n < left ? n : left);
			n = n < left ? n : left;
			CHECK_MEM(got, text + at, n);
			at += (long)n;
			break;
		}
		case 4:
			CHECK_EQ(getc(f), at < SIZE ? (unsigned char)text[at] : EOF);
			at += at < SIZE;
			break;
		case 5:
			/* Another character than the file has; a seek forgets it. */
			if (at == 0 || ungetc('#', f) == EOF)
				break;
			CHECK_EQ(ftell(f), at - 1);
			if (below(2))
				CHECK_EQ(getc(f), '#');
			at--;
			CHECK_EQ(fseek(f, at, SEEK_SET), 0);
			break;
		case 6:
			if (below(10) == 0)
				CHECK_EQ(fflush(f), 0);
			if (below(20) == 0)
				rewind(f), at = 0;
			break;
		case 7:
			if (fgets(got, 2 + below(200), f) == NULL) {
				CHECK_EQ(at, SIZE);
				break;
			}
			CHECK_MEM(got, text + at, strlen(got));
			at += (long)strlen(got);
			break;
		}
		CHECK_EQ(ftell(f), at);
	}
}

int main(void)
{
	FILE *f = fopen("text", "w");
	char got[10];

	CHECK(f != NULL);
	for (int i = 0; i < SIZE; i++)
		text[i] = below(50) ? (char)('a' + below(26)) : '\n';
	CHECK_EQ(fwrite(text, 1, SIZE, f), SIZE);
	CHECK_EQ(fclose(f), 0);

	f = fopen("text", "r");
	CHECK(f != NULL);
	steps(f, 6000);
	/* After a flush, the program may move the descriptor; a seek then finds the stream's way. */
	CHECK_EQ(fseek(f, 100, SEEK_SET), 0);
	CHECK_EQ(getc(f), text[100]);
	CHECK_EQ(fflush(f), 0);
	CHECK_EQ(lseek(fileno(f), 5000, SEEK_SET), 5000);
	CHECK_EQ(fseek(f, 300, SEEK_SET), 0);
	CHECK_EQ(getc(f), text[300]);
	CHECK_EQ(ftell(f), 301);
	/* The end of the file is forgotten by a seek, even to the same place. */
	CHECK_EQ(fseek(f, -1, SEEK_END), 0);
	CHECK_EQ(fread(got, 1, sizeof got, f), 1);
	CHECK(feof(f));
	CHECK_EQ(fseek(f, 0, SEEK_CUR), 0);
	CHECK(!feof(f));
	CHECK_EQ(fseek(f, -2, SEEK_CUR), 0);
	CHECK_EQ(getc(f), text[SIZE - 2]);
	CHECK_ERRNO(fseek(f, -1, SEEK_SET), EINVAL);
	CHECK_EQ(ftell(f), SIZE - 1);
	CHECK_EQ(fclose(f), 0);

	/* A stream that also writes: its text goes to the place that was sought. */
	f = fopen("text", "r+");
	CHECK(f != NULL);
	for (int i = 0; i < 300; i++) {
		long to = below(SIZE - 10);

		steps(f, 5);
		CHECK_EQ(fseek(f, to, SEEK_SET), 0);
		CHECK_EQ(fwrite("REPLACED", 1, 8, f), 8);
		CHECK_EQ(ftell(f), to + 8);
		memcpy(text + to, "REPLACED", 8);
		CHECK_EQ(fseek(f, below(SIZE), SEEK_SET), 0);
	}
	CHECK_EQ(fclose(f), 0);
	f = fopen("text", "r");
	CHECK(f != NULL);
	steps(f, 1000);
	CHECK_EQ(fclose(f), 0);

	/* Without a buffer, and with a small one. */
	for (int kind = 0; kind < 2; kind++) {
		static char small[40];

		f = fopen("text", "r");
		CHECK(f != NULL);
		CHECK_EQ(setvbuf(f, kind ? small : NULL, kind ? _IOFBF : _IONBF, sizeof small), 0);
		steps(f, 300);
		CHECK_EQ(fclose(f), 0);
	}
}
