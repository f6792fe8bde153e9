#include <limits.h>
#include <stdlib.h>
#include <wchar.h>
#include "utf8.h"

#define WIDE_ONES local(0x0000000100000001)
#define WIDE_NOT_ASCII local(0xffffff80ffffff80)

/* Not zero if a character of the eight at ws is zero or not ASCII. */
static inline uint64_t block_not_ascii(const wchar_t *ws)
{
	uint64_t a = load_word(ws), b = load_word(ws + 2), c = load_word(ws + 4), d = load_word(ws + 6);
	uint64_t ones = WIDE_ONES;
	return (a | b | c | d | a - ones | b - ones | c - ones | d - ones) & WIDE_NOT_ASCII;
}

/* wcrtomb converts what is not UTF-8, or near the end. Where nothing is stored, `to` only counts. */
__attribute__((__always_inline__)) static inline size_t convert(char *restrict dst,
	const wchar_t **restrict wcs, size_t wn, size_t n, int store)
{
	const wchar_t *ws = *wcs, *end = ws + wn;
	uintptr_t start = (uintptr_t)dst, to = start;
	int utf8 = MB_CUR_MAX > 1;

	for (;;) {
		size_t room = n - (to - start);
		for (; end - ws >= 8 && room >= 8 && !block_not_ascii(ws); ws += 8, to += 8, room -= 8)
			if (store) {
				char *d = (char *)to;
				d[0] = ws[0];
				d[1] = ws[1];
				d[2] = ws[2];
				d[3] = ws[3];
				d[4] = ws[4];
				d[5] = ws[5];
				d[6] = ws[6];
				d[7] = ws[7];
			}
		/* In a text of several scripts, blocks are not worth a trial at each place. */
		size_t some = room / 4 < 64 ? room / 4 : 64;
		if (some > end - ws) some = end - ws;
		for (; some; some--, ws++) {
			unsigned c = *ws;
			char *d = (char *)to;
			if (c < 0x80) {
				if (store) *d = c;
				if (!c) {
					if (store) *wcs = 0;
					return to - start;
				}
				to++;
				continue;
			}
			if (!utf8) goto single;
			if (c < 0x800) {
				if (store) {
					d[0] = 0xc0 | c >> 6;
					d[1] = 0x80 | c & 0x3f;
				}
				to += 2;
			} else if (c < 0x10000) {
				if (c - 0xd800 < 0x800) goto single;
				if (store) {
					d[0] = 0xe0 | c >> 12;
					d[1] = 0x80 | c >> 6 & 0x3f;
					d[2] = 0x80 | c & 0x3f;
				}
				to += 3;
			} else {
				if (c >= 0x110000) goto single;
				if (store) {
					d[0] = 0xf0 | c >> 18;
					d[1] = 0x80 | c >> 12 & 0x3f;
					d[2] = 0x80 | c >> 6 & 0x3f;
					d[3] = 0x80 | c & 0x3f;
				}
				to += 4;
			}
		}
		room = n - (to - start);
		if (ws == end || !room) break;
		if (room >= 4) continue;
single:
		room = n - (to - start);
		char buffer[MB_LEN_MAX];
		size_t length = wcrtomb(buffer, *ws, 0);
		if (length == -1) {
			if (store) *wcs = ws;
			return -1;
		}
		if (length > room) break;
		if (store)
			for (size_t i = 0; i < length; i++) ((char *)to)[i] = buffer[i];
		if (!*ws) {
			if (store) *wcs = 0;
			return to - start;
		}
		to += length;
		ws++;
	}
	if (store) *wcs = ws;
	return to - start;
}

size_t wcsnrtombs(char *restrict dst, const wchar_t **restrict wcs, size_t wn, size_t n,
	mbstate_t *restrict st)
{
	/* wn may pass the end of memory, if the string ends before. */
	size_t left = readable(*wcs) / sizeof **wcs;

	if (wn > left) wn = left;
	return dst ? convert(dst, wcs, wn, n, 1) : convert(0, wcs, wn, -1, 0);
}
