#include <stdint.h>
#include <wasi/api.h>

/* Linked into programs for debugging: WebAssembly has memory at address 0, so a write
 * through a null pointer goes unnoticed. The program has only the far end of its stack
 * there, so a nonzero byte at the end of the program was written by mistake. wasi-ld
 * replaces the calls of the library's two functions by calls of these. */

void __real___wasm_call_dtors(void);
_Noreturn void __real__Exit(int);

extern char __stack_low[], __stack_high[], __global_base[];

/* An address that the compiler cannot know, possibly 0. */
static uintptr_t unknown(const void *address)
{
	uintptr_t number = (uintptr_t)address;
	__asm__("" : "+r"(number));
	return number;
}

static unsigned byte_at(uintptr_t address)
{
	return *(const volatile unsigned char *)address;
}

/* The first address with a nonzero byte; reads eight bytes at once, for programs that are
 * measured. */
static uintptr_t first_used(uintptr_t from, uintptr_t to)
{
	while (to - from >= 8 && !*(const volatile uint64_t *)from) from += 8;
	while (from < to && !byte_at(from)) from++;
	return from;
}

static void hex(char *to, uintptr_t number, int digits)
{
	while (digits) *to++ = "0123456789abcdef"[number >> 4 * --digits & 15];
}

#define SAID "wasi-cc: something was written through a null pointer: at 0x"
#define HOLDS " is"

static void look(void)
{
	static char text[] = SAID "0000" HOLDS " 00 00 00 00 00 00 00 00; compiled with "
		"-fsanitize=undefined -fno-sanitize-recover, the program says where\n";
	uintptr_t end = 4096;

	if (!unknown(__stack_low)) {
		/* A stack that reached this has also written above it. */
		if (unknown(__stack_high) < 4 * end || first_used(end, 2 * end) != 2 * end) return;
	} else if (end > unknown(__global_base)) {
		end = unknown(__global_base);
	}
	uintptr_t at = first_used(unknown(0), end);
	if (at == end) return;

	char *to = text + sizeof SAID - 1;
	hex(to, at, 4);
	to += 4 + sizeof HOLDS;
	for (int i = 0; i < 8; i++) hex(to + 3 * i, byte_at(at + i), 2);
	/* Hosts write the first part of several alone. */
	const __wasi_ciovec_t all = { (const uint8_t *)text, sizeof text - 1 };
	__wasi_size_t written;
	__wasi_fd_write(2, &all, 1, &written);
}

void __wrap___wasm_call_dtors(void)
{
	__real___wasm_call_dtors();
	look();
}

_Noreturn void __wrap__Exit(int status)
{
	look();
	__real__Exit(status);
}
