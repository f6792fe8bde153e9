/* <inttypes.h>: each macro matches clang's type. */
#include "../check.h"
#include <inttypes.h>

#pragma clang diagnostic error "-Wformat"
#pragma GCC diagnostic error "-Wformat"

/* The largest value of a type, written and read again. */
#define CHECK_TYPE(type, largest, print, scan)                               \
	do {                                                                 \
		char text[64];                                               \
		type value = 0;                                              \
		snprintf(text, sizeof text, "%" print, (type)(largest));     \
		CHECK_EQ(sscanf(text, "%" scan, &value), 1);                 \
		CHECK(value == (type)(largest));                             \
	} while (0)

#define CHECK_SIGNED(name, type, largest)                                    \
	do {                                                                 \
		CHECK_TYPE(type, largest, PRId##name, SCNd##name);           \
		CHECK_TYPE(type, largest, PRIi##name, SCNi##name);           \
	} while (0)

#define CHECK_UNSIGNED(name, type, largest)                                  \
	do {                                                                 \
		CHECK_TYPE(type, largest, PRIo##name, SCNo##name);           \
		CHECK_TYPE(type, largest, PRIu##name, SCNu##name);           \
		CHECK_TYPE(type, largest, PRIx##name, SCNx##name);           \
	} while (0)

#define CHECK_WIDTH(width)                                                   \
	do {                                                                 \
		CHECK_SIGNED(width, int##width##_t, INT##width##_MAX);       \
		CHECK_UNSIGNED(width, uint##width##_t, UINT##width##_MAX);   \
		CHECK_SIGNED(LEAST##width, int_least##width##_t,             \
			     INT_LEAST##width##_MAX);                        \
		CHECK_UNSIGNED(LEAST##width, uint_least##width##_t,          \
			       UINT_LEAST##width##_MAX);                     \
		CHECK_SIGNED(FAST##width, int_fast##width##_t,               \
			     INT_FAST##width##_MAX);                         \
		CHECK_UNSIGNED(FAST##width, uint_fast##width##_t,            \
			       UINT_FAST##width##_MAX);                      \
	} while (0)

int main(void)
{
	CHECK_WIDTH(8);
	CHECK_WIDTH(16);
	CHECK_WIDTH(32);
	CHECK_WIDTH(64);
	CHECK_SIGNED(MAX, intmax_t, INTMAX_MAX);
	CHECK_UNSIGNED(MAX, uintmax_t, UINTMAX_MAX);
	CHECK_SIGNED(PTR, intptr_t, INTPTR_MAX);
	CHECK_UNSIGNED(PTR, uintptr_t, UINTPTR_MAX);
}
