/* strlen, strchr, memchr, strcpy: every length at every alignment, against a simple loop. */
#include "../check.h"

int main(void)
{
	char room[160], copy[160];

	for (size_t a = 0; a < 17; a++)
		for (size_t n = 0; n < 100; n++) {
			memset(room, '#', sizeof room);
			for (size_t i = 0; i < n; i++)
				room[a + i] = (char)(i % 2 ? 'a' : (char)0xe1);
			room[a + n] = '\0';
			CHECK_EQ(strlen(room + a), n);
			CHECK_EQ(strnlen(room + a, 50), n < 50 ? n : 50);
			CHECK(strchr(room + a, 0) == room + a + n);
			CHECK(memchr(room + a, 0, n) == NULL);
			CHECK(memchr(room + a, 0, n + 1) == room + a + n);
			CHECK(strchr(room + a, 'z') == NULL);
			CHECK(strchrnul(room + a, 'z') == room + a + n);
			CHECK(strcpy(copy, room + a) == copy);
			CHECK_EQ(strcmp(copy, room + a), 0);
			CHECK(stpcpy(copy, room + a) == copy + n);
			if (n > 0) {
				room[a + n - 1] = 'z';
				CHECK(strchr(room + a, 'z') == room + a + n - 1);
				CHECK(strrchr(room + a, 'z') == room + a + n - 1);
				CHECK(memchr(room + a, 'z', n) == room + a + n - 1);
				CHECK(memrchr(room + a, 'z', n) == room + a + n - 1);
			}
		}
}
