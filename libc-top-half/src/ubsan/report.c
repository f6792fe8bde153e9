#include "ubsan.h"
#include <stdarg.h>
#include <string.h>
#include <sys/uio.h>
#include "syscall.h"

struct line {
	size_t length;
	char text[1024];
};

static void add(struct line *line, const char *text, size_t length)
{
	size_t room = sizeof line->text - line->length;
	if (length > room) length = room;
	memcpy(line->text + line->length, text, length);
	line->length += length;
}

static void add_text(struct line *line, const char *text)
{
	add(line, text, strlen(text));
}

static void add_number(struct line *line, uint64_t number, unsigned base)
{
	char digits[20], *p = digits + sizeof digits;
	do *--p = "0123456789abcdef"[number % base];
	while (number /= base);
	add(line, p, digits + sizeof digits - p);
}

static unsigned bits_of(const struct type *type)
{
	return 1u << (type->info >> 1);
}

int __ubsan_is_signed(const struct type *type)
{
	return type->kind != FLOATING && (type->info & 1);
}

int __ubsan_is_negative(const struct type *type, operand value)
{
	unsigned bits = bits_of(type);
	if (!__ubsan_is_signed(type)) return 0;
	if (bits <= 32) return value >> (bits - 1) & 1;
	/* The sign is in the last word. */
	return ((const int32_t *)value)[bits / 32 - 1] < 0;
}

static void add_operand(struct line *line, const struct type *type, operand value)
{
	unsigned bits = bits_of(type);
	if ((type->kind != INTEGER && type->kind != BIT_INTEGER) || bits > 128) {
		add_text(line, "a value of type ");
		add_text(line, type->name);
		return;
	}
	if (bits == 128) {
		const uint64_t *halves = (void *)value;
		add_text(line, "0x");
		if (halves[1]) add_number(line, halves[1], 16);
		for (int shift = halves[1] ? 60 : 0; shift; shift -= 4) {
			if (halves[0] >> shift) break;
			add_text(line, "0");
		}
		add_number(line, halves[0], 16);
		return;
	}
	uint64_t number = bits == 64 ? *(const uint64_t *)value : value;
	if (bits < 32) number &= (1u << bits) - 1;
	if (__ubsan_is_negative(type, value)) {
		add_text(line, "-");
		number = bits == 64 ? -number : (1ull << bits) - number;
	}
	add_number(line, number, 10);
}

static void write_line(struct line *line)
{
	/* However long the text is, it is terminated. */
	if (line->length == sizeof line->text) line->length--;
	line->text[line->length++] = '\n';
	struct iovec all = { line->text, line->length };
	/* Not with stdio, whose lock the program may hold; errno is preserved. */
	__syscall(SYS_writev, 2, &all, 1);
}

void __ubsan_report(struct place *place, const char *format, ...)
{
	struct line line;
	va_list ap;

	if (place->column == -1u) return;
	line.length = 0;
	if (place->file) {
		add_text(&line, place->file);
		add_text(&line, ":");
		add_number(&line, place->line, 10);
		if (place->column) {
			add_text(&line, ":");
			add_number(&line, place->column, 10);
		}
	} else {
		add_text(&line, "<unknown>");
	}
	place->column = -1u;
	add_text(&line, ": runtime error: ");

	va_start(ap, format);
	for (const char *p = format; *p; p++) {
		if (*p != '%') {
			add(&line, p, 1);
			continue;
		}
		const struct type *type;
		switch (*++p) {
		case 's': add_text(&line, va_arg(ap, const char *)); break;
		case 'u': add_number(&line, va_arg(ap, unsigned), 10); break;
		case 'p':
			add_text(&line, "0x");
			add_number(&line, va_arg(ap, uintptr_t), 16);
			break;
		case 't':
			type = va_arg(ap, const struct type *);
			add_text(&line, type->name);
			break;
		case 'v':
			type = va_arg(ap, const struct type *);
			add_operand(&line, type, va_arg(ap, operand));
			break;
		}
	}
	va_end(ap);
	write_line(&line);
}

void __ubsan_report_minimal(const char *what)
{
	struct line line;
	line.length = 0;
	add_text(&line, "ubsan: ");
	add_text(&line, what);
	write_line(&line);
}
