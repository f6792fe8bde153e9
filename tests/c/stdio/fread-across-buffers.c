/* fread and fwrite: chunks of all sizes across the buffer's edges. */
#include "../check.h"

enum { SIZE = 400000 };

static unsigned char data[SIZE], got[SIZE];

int main(void)
{
	FILE *f = fopen("f", "w+");
	size_t done, step;

	CHECK(f != NULL);
	for (size_t i = 0; i < SIZE; i++)
		data[i] = (unsigned char)(i * i >> 7 ^ i);
	for (done = 0, step = 1; done < SIZE; done += step, step = step * 3 / 2 + 1) {
		if (step > SIZE - done)
			step = SIZE - done;
		CHECK_EQ(fwrite(data + done, 1, step, f), step);
	}
	rewind(f);
	for (done = 0, step = 1; done < SIZE; done += step, step = step * 7 / 5 + 3) {
		if (step > SIZE - done)
			step = SIZE - done;
		CHECK_EQ(fread(got + done, 1, step, f), step);
	}
	CHECK_EQ(fgetc(f), EOF);
	CHECK_MEM(got, data, SIZE);
	CHECK_EQ(fclose(f), 0);
}
