/* Upstream computes in long double, where each operation is a function call on wasm.
 * __scan_float reads the digits; the caller converts them to the type that it needs. */
#include "floatscan.h"
#include "scan_float.h"

long double __floatscan(FILE *f, int precision, int partial)
{
	struct scanned x;
	__scan_float(f, precision, partial, &x);
	return __scanned_long_double(&x);
}
