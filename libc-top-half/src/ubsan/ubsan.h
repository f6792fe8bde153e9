#include <stdint.h>
#include <stdlib.h>

/*
 * The functions that -fsanitize=undefined calls for each finding. The compiler passes a
 * description of the place, and the operands. Each handler reports; its _abort version,
 * for -fno-sanitize-recover, then ends the program. The _minimal versions, for
 * -fsanitize-minimal-runtime, get no arguments, and report the kind but not the place.
 */

/* A column of -1 is a place that has been reported. */
struct place {
	const char *file;
	unsigned line, column;
};

enum { INTEGER, FLOATING, BIT_INTEGER };

struct type {
	uint16_t kind;
	/* For integers: whether they are signed, and twice the logarithm of their size in
	 * bits; of floating types: the size in bits. */
	uint16_t info;
	/* In quotes. */
	char name[];
};

/* An operand of up to 32 bits, or the address of a larger one. */
typedef uintptr_t operand;

struct placed_type {
	struct place place;
	const struct type *type;
};

/* Writes a line, unless the place has had one. %t is a type, %v a type and an operand of
 * it, %p a pointer; %s and %u are printf's. */
hidden void __ubsan_report(struct place *, const char *, ...);
hidden void __ubsan_report_minimal(const char *);

hidden int __ubsan_is_signed(const struct type *);
hidden int __ubsan_is_negative(const struct type *, operand);

#define MINIMAL(name, what) \
	void __ubsan_handle_##name##_minimal(void) \
	{ \
		__ubsan_report_minimal(what); \
	} \
	_Noreturn void __ubsan_handle_##name##_minimal_abort(void) \
	{ \
		__ubsan_report_minimal(what); \
		abort(); \
	}

/* The handlers of one name, from a function report that has their parameters. */
#define HANDLERS(name, parameters, arguments, what) \
	void __ubsan_handle_##name parameters \
	{ \
		report arguments; \
	} \
	_Noreturn void __ubsan_handle_##name##_abort parameters \
	{ \
		report arguments; \
		abort(); \
	} \
	MINIMAL(name, what)
