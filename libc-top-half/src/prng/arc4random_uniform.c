#define _BSD_SOURCE
#include <stdint.h>
#include <stdlib.h>

uint32_t arc4random_uniform(uint32_t bound)
{
	/* The numbers below 2^32 % bound would come up once too often. */
	uint32_t r, least = bound ? -bound % bound : 0;
	if (!bound) return 0;
	do r = arc4random();
	while (r < least);
	return r % bound;
}
