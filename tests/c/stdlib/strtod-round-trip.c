/* strtod: reads back the output of %.17g, bit for bit. */
#include "../check.h"
#include <stdint.h>

int main(void)
{
	uint64_t state = 88172645463325252u;
	char text[40];

	for (int i = 0; i < 20000; i++) {
		double value;
		state ^= state << 13;
		state ^= state >> 7;
		state ^= state << 17;
		if ((state >> 52 & 0x7ff) == 0x7ff)
			continue;
		memcpy(&value, &state, sizeof value);
		snprintf(text, sizeof text, "%.17g", value);
		CHECK_DBL(strtod(text, NULL), value);
	}
}
