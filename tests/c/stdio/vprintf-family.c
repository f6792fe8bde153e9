/* vsnprintf, vfprintf, vasprintf, vsscanf, vdprintf: arguments as a va_list. */
#include "../check.h"

static void all(const char *format, ...)
{
	va_list args;
	char got[32], *own;

	va_start(args, format);
	CHECK_EQ(vsnprintf(got, sizeof got, format, args), 6);
	va_end(args);
	CHECK_STR(got, "one 2\n");
	va_start(args, format);
	CHECK_EQ(vasprintf(&own, format, args), 6);
	va_end(args);
	CHECK_STR(own, got);
	free(own);
	va_start(args, format);
	CHECK_EQ(vprintf(format, args), 6);
	va_end(args);
	CHECK_EQ(fflush(stdout), 0);
	va_start(args, format);
	CHECK_EQ(vdprintf(1, format, args), 6);
	va_end(args);
}

static int scan(const char *text, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	int n = vsscanf(text, format, args);
	va_end(args);
	return n;
}

int main(void)
{
	int a, b;

	all("%s %d\n", "one", 2);
	CHECK_EQ(scan("3 4", "%d %d", &a, &b), 2);
	CHECK_EQ(a * 10 + b, 34);
}
