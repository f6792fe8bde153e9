#include <features.h>
#include <stdint.h>
#include <stdio.h>

/* A floating number as printf needs it: high:low times 2 to the exponent. */
struct fmt_float {
	uint64_t low, high;
	int exponent;
	unsigned char negative, infinite, nan;
};

hidden void __fmt_double(struct fmt_float *, const double *);
hidden void __fmt_long_double(struct fmt_float *, const long double *);

/* One of %aefg; a precision below 0 is none. How many characters, or -1. */
hidden int __fmt_float(FILE *, const struct fmt_float *, char conversion, char sign, int alt,
	int left, int zero, int width, int precision);

hidden void __fmt_out(FILE *, const char *, size_t);
hidden void __fmt_pad(FILE *, char, int);

/* The most bytes that __fmt_decimal writes. */
#define FMT_DECIMAL 24

/* The digits of a number before end; none for 0. Where they begin. */
hidden char *__fmt_decimal(char *end, uint64_t);

/* The eight digits of a number below 100,000,000, as bytes: the first is the lowest. */
hidden uint64_t __fmt_eight(uint32_t);
