// Throws. A function with noexcept catches everything, but WebAssembly tells it nothing about an
// exception; so this notes which one is in flight, for std::terminate.
#include "cxa_exception.h"
#include "in_flight.h"

PER_THREAD _Unwind_Exception *in_flight[IN_FLIGHT];

extern "C" _Unwind_Reason_Code _Unwind_RaiseException(_Unwind_Exception *exception)
{
	// Counts this one, if it is C++'s.
	unsigned count = __cxxabiv1::__cxa_get_globals_fast()->uncaughtExceptions;
	if (count - 1 < IN_FLIGHT) in_flight[count - 1] = exception;
	__builtin_wasm_throw(0, exception);
}
