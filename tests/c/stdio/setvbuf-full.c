/* setvbuf: _IOFBF holds output back until the buffer is full or flushed. */
#include "../check.h"

int main(void)
{
	static char buffer[1024];
	FILE *f = fopen("f", "w");

	CHECK(f != NULL);
	CHECK_EQ(setvbuf(f, buffer, _IOFBF, sizeof buffer), 0);
	CHECK(fputs("one\ntwo\n", f) >= 0);
	CHECK_FILE("f", "");
	CHECK_EQ(fflush(f), 0);
	CHECK_FILE("f", "one\ntwo\n");
	CHECK_EQ(fclose(f), 0);
}
