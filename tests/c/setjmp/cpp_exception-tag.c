/* __cpp_exception: an object that throws as C++ and Rust do links without their libraries,
 * and an uncaught exception ends the program. */
#include "../check.h"

int main(void)
{
	__builtin_wasm_throw(0, "thrown");
}
