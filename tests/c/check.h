/*
 * Checks for conformance programs. A failed check prints the place, the values and
 * errno, then exits with status 1. A program that passes prints nothing. CHECK and
 * CHECK_EQ do not change errno, so that they can check it.
 */
#ifndef CHECK_H
#define CHECK_H

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Straight to _Exit: a check may fail inside an atexit handler. */
__attribute__((noreturn, format(printf, 4, 5))) static inline void
check_failed(const char *file, int line, int error, const char *format, ...)
{
	va_list args;

	fprintf(stderr, "%s:%d: ", file, line);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	if (error != 0)
		fprintf(stderr, " [errno %d: %s]", error, strerror(error));
	fprintf(stderr, "\n");
	fflush(stderr);
	_Exit(1);
}

/* The condition holds. */
#define CHECK(condition)                                                     \
	do {                                                                 \
		if (!(condition))                                            \
			check_failed(__FILE__, __LINE__, errno,              \
				     "not true: %s", #condition);            \
	} while (0)

/* Two integers are equal. */
#define CHECK_EQ(got, want)                                                  \
	do {                                                                 \
		long long check_got = (long long)(got);                      \
		int check_errno = errno;                                     \
		long long check_want = (long long)(want);                    \
		if (check_got != check_want)                                 \
			check_failed(__FILE__, __LINE__, check_errno,        \
				     "%s is %lld, want %s = %lld", #got,     \
				     check_got, #want, check_want);          \
	} while (0)

/* Two floating-point values are equal (and have the same sign, if zero). */
#define CHECK_DBL(got, want)                                                 \
	do {                                                                 \
		double check_got = (got), check_want = (want);               \
		if (check_got != check_want ||                               \
		    !__builtin_signbit(check_got) !=                         \
			    !__builtin_signbit(check_want))                  \
			check_failed(__FILE__, __LINE__, 0,                  \
				     "%s is %.17g (%a), want %.17g", #got,   \
				     check_got, check_got, check_want);      \
	} while (0)

/* Two strings are equal. */
#define CHECK_STR(got, want)                                                 \
	do {                                                                 \
		const char *check_got = (got), *check_want = (want);         \
		if (check_got == NULL || strcmp(check_got, check_want) != 0) \
			check_failed(__FILE__, __LINE__, 0,                  \
				     "%s is \"%s\", want \"%s\"", #got,      \
				     check_got ? check_got : "(null)",       \
				     check_want);                            \
	} while (0)

/* The first n bytes are equal. */
#define CHECK_MEM(got, want, n)                                              \
	do {                                                                 \
		const unsigned char *check_got = (const void *)(got);        \
		const unsigned char *check_want = (const void *)(want);      \
		for (size_t check_i = 0; check_i < (size_t)(n); check_i++)   \
			if (check_got[check_i] != check_want[check_i])       \
				check_failed(__FILE__, __LINE__, 0,          \
					     "%s differs at byte %zu: "      \
					     "0x%02x, want 0x%02x",          \
					     #got, check_i,                  \
					     check_got[check_i],             \
					     check_want[check_i]);           \
	} while (0)

/* The call fails: it returns -1 (or MAP_FAILED) and sets errno to want. */
#define CHECK_ERRNO(call, want)                                              \
	do {                                                                 \
		errno = 0;                                                   \
		long long check_got = (long long)(long)(call);               \
		int check_errno = errno;                                     \
		if (check_got != -1 || check_errno != (want))                \
			check_failed(__FILE__, __LINE__, check_errno,        \
				     "%s is %lld, want -1 and %s", #call,    \
				     check_got, #want);                      \
	} while (0)

/* The call returns a null pointer and sets errno to want. */
#define CHECK_NULL(call, want)                                               \
	do {                                                                 \
		errno = 0;                                                   \
		const void *check_got = (call);                              \
		int check_errno = errno;                                     \
		if (check_got != NULL || check_errno != (want))              \
			check_failed(__FILE__, __LINE__, check_errno,        \
				     "%s is %s, want NULL and %s", #call,    \
				     check_got ? "not NULL" : "NULL",        \
				     #want);                                 \
	} while (0)

/* Opens a path that must open. */
static inline int check_open(const char *file, int line, const char *path,
			     int flags)
{
	int fd = open(path, flags, 0666);

	if (fd < 0)
		check_failed(file, line, errno, "open(\"%s\", 0x%x)", path,
			     (unsigned)flags);
	return fd;
}
#define OPEN(path, flags) check_open(__FILE__, __LINE__, path, flags)

/* Makes a file with this text, replacing what it held. */
static inline void check_put(const char *file, int line, const char *path,
			     const char *text)
{
	int fd = check_open(file, line, path, O_WRONLY | O_CREAT | O_TRUNC);
	ssize_t length = (ssize_t)strlen(text);

	if (write(fd, text, (size_t)length) != length || close(fd) != 0)
		check_failed(file, line, errno, "write to \"%s\"", path);
}
#define PUT(path, text) check_put(__FILE__, __LINE__, path, text)

/* The file at path holds exactly this text. */
static inline void check_file(const char *file, int line, const char *path,
			      const char *want)
{
	static char got[65536];
	int fd = check_open(file, line, path, O_RDONLY);
	size_t length = 0;
	ssize_t n;

	while ((n = read(fd, got + length, sizeof got - 1 - length)) > 0)
		length += (size_t)n;
	if (n < 0 || close(fd) != 0)
		check_failed(file, line, errno, "read of \"%s\"", path);
	got[length] = '\0';
	if (length != strlen(want) || memcmp(got, want, length) != 0)
		check_failed(file, line, 0, "%s holds \"%s\", want \"%s\"",
			     path, got, want);
}
#define CHECK_FILE(path, want) check_file(__FILE__, __LINE__, path, want)

#endif
