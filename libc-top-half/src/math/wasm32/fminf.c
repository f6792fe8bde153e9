#include <math.h>

/* One instruction, except for a number beside a NaN. */
float fminf(float x, float y)
{
	if (x != x) return y;
	return y != y ? x : __builtin_wasm_min_f32(x, y);
}
