/* Atomic objects of 16 bytes, and structures, as <stdatomic.h> has them. */
#include "../check.h"
#include <stdatomic.h>
#include <string.h>

#ifdef __clang__
#pragma clang diagnostic ignored "-Watomic-alignment"
#endif

struct odd {
	char bytes[5];
};

struct wide {
	long long first, second;
};

int main(void)
{
	static _Atomic unsigned __int128 number = 1;
	unsigned __int128 high = (unsigned __int128)1 << 100, expected = 2;
	static _Atomic struct odd odd;
	struct odd word = { "four" }, other = { "five" }, found;
	static _Atomic struct wide pair;
	struct wide was = { 0, 0 }, is = { 1, -1 };

	CHECK(atomic_load(&number) == 1);
	CHECK(atomic_fetch_add(&number, high) == 1);
	CHECK(atomic_load(&number) == high + 1);
	CHECK(atomic_fetch_sub(&number, 1) == high + 1);
	CHECK(atomic_fetch_or(&number, 6) == high);
	CHECK(atomic_fetch_and(&number, 3) == (high | 6));
	CHECK(atomic_fetch_xor(&number, 1) == 2);
	CHECK(atomic_exchange(&number, 9) == 3);
	CHECK(!atomic_compare_exchange_strong(&number, &expected, 4) && expected == 9);
	CHECK(atomic_compare_exchange_strong(&number, &expected, 4));
	atomic_store(&number, high);
	CHECK(atomic_load(&number) == high);

	atomic_store(&odd, word);
	found = atomic_load(&odd);
	CHECK(memcmp(&found, &word, sizeof found) == 0);
	found = atomic_exchange(&odd, other);
	CHECK(memcmp(&found, &word, sizeof found) == 0);
	CHECK(!atomic_compare_exchange_strong(&odd, &word, other));
	CHECK(memcmp(&word, &other, sizeof word) == 0);
	CHECK(atomic_compare_exchange_strong(&odd, &word, found));

	CHECK(atomic_compare_exchange_strong(&pair, &was, is));
	was = atomic_load(&pair);
	CHECK(was.first == 1 && was.second == -1);
	return 0;
}
