// Upstream's terminate expects that its caller has caught the exception, if there is one. In
// WebAssembly, a function with noexcept cannot: so this catches it, and the terminate handler
// sees it.
#include "abort_message.h"
#include "cxa_exception.h"
#include "cxa_handlers.h"
#include "in_flight.h"
#include <new>

using namespace __cxxabiv1;

static __cxa_exception *header_of(_Unwind_Exception *exception)
{
	return reinterpret_cast<__cxa_exception *>(exception + 1) - 1;
}

namespace std
{

void __terminate(terminate_handler handler) noexcept
{
	try {
		handler();
	} catch (...) {
		__abort_message("the terminate handler threw an exception");
	}
	__abort_message("the terminate handler returned");
}

void terminate() noexcept
{
	__cxa_eh_globals *globals = __cxa_get_globals_fast();
	unsigned count = globals->uncaughtExceptions;
	if (count - 1 < IN_FLIGHT) __cxa_begin_catch(in_flight[count - 1]);
	// The handler of the time when it was thrown.
	__cxa_exception *caught = globals->caughtExceptions;
	bool is_own = caught && __isOurExceptionClass(&caught->unwindHeader);
	__terminate(is_own ? caught->terminateHandler : get_terminate());
}

terminate_handler get_terminate() noexcept
{
	return __cxa_terminate_handler;
}

void __unexpected(unexpected_handler handler)
{
	handler();
	__abort_message("the unexpected handler returned");
}

void unexpected()
{
	__unexpected(get_unexpected());
}

unexpected_handler get_unexpected() noexcept
{
	return __cxa_unexpected_handler;
}

new_handler get_new_handler() noexcept
{
	return __cxa_new_handler;
}

}
