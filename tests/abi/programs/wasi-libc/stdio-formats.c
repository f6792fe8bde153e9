/* Streams, variadic calls, floating point up to long double. */
#include "check.h"
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <wchar.h>

int main(void)
{
	char line[64];
	int number;
	double real;
	long double wide;

	printf("%d %s %c %x %5.2f|%-6s|%06d\n", -5, "text", 'c', 255, 3.14159, "left", 42);
	printf("%" PRId64 " %zu %lld %" PRIuMAX "\n", INT64_MIN, (size_t)7, 1LL << 40, UINTMAX_MAX);
	printf("%.17g %a %Lg %e\n", 0.1, 1.0, LDBL_EPSILON, 1e300);
	fprintf(stdout, "%ls\n", L"wide");
	CHECK_EQ(fflush(stdout), 0);

	FILE *file = fopen("file", "w+");
	CHECK(file != NULL);
	CHECK(fputs("first 12 1.5 2.25\nsecond\n", file) >= 0);
	rewind(file);
	CHECK_EQ(fscanf(file, "%*s %d %lf %Lf", &number, &real, &wide), 3);
	CHECK_EQ(number, 12);
	CHECK_DBL(real, 1.5);
	CHECK(wide == 2.25L);
	CHECK_EQ(fseek(file, 18, SEEK_SET), 0);
	CHECK(fgets(line, sizeof line, file) == line);
	CHECK_STR(line, "second\n");
	CHECK_EQ(ftell(file), 25);
	CHECK_EQ(fgetc(file), EOF);
	CHECK(feof(file) && !ferror(file));
	CHECK_EQ(ungetc('x', file), 'x');
	CHECK_EQ(getc(file), 'x');
	CHECK_EQ(fclose(file), 0);

	CHECK_EQ(snprintf(line, sizeof line, "%.3f", sqrt(2.0)), 5);
	CHECK_STR(line, "1.414");
	CHECK(fabsl(strtold("1e-4000", NULL) / 1e-4000L - 1) < 1e-30L);
	CHECK_DBL(pow(2, 10), 1024);
	return 0;
}
