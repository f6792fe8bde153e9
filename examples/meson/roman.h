#ifndef ROMAN_H
#define ROMAN_H

/* Room for the longest numeral, MMMDCCCLXXXVIII, and the null byte behind it. */
#define ROMAN_SIZE 16

/* Writes `number` as a Roman numeral. Returns 0, or -1 if there is no numeral for it:
 * they go from 1 to 3999. */
int roman(long number, char numeral[ROMAN_SIZE]);

#endif
