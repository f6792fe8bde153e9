/* strlcpy, strlcat: what fits is copied, and the result is the length of the whole. */
#include "../end.h"

int main(void)
{
	char room[64], *end = end_of_memory();

	for (size_t gap = 0; gap < 16; gap++)
		for (size_t length = 0; length <= 40; length++)
			for (size_t n = 0; n <= length + 2; n++) {
				char *s = end - gap - 1 - length;
				size_t copied = n <= length ? n - (n != 0) : length;

				memset(end - 64, 'x', 64);
				memset(s, 'a', length);
				s[length] = '\0';
				memset(room, '#', sizeof room);
				CHECK_EQ(strlcpy(room, s, n), length);
				CHECK_MEM(room, s, copied);
				if (n != 0)
					CHECK_EQ(room[copied++], '\0');
				while (copied < sizeof room)
					CHECK_EQ(room[copied++], '#');

				strcpy(room, "12345");
				CHECK_EQ(strlcat(room, s, n), length + (n < 5 ? n : 5));
				CHECK_EQ(strlen(room), n <= 5 ? 5 : n > length + 5 ? length + 5 : n - 1);
			}
}
