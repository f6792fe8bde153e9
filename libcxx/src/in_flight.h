// Exceptions that a thread has thrown and not caught yet.
#ifndef IN_FLIGHT_H
#define IN_FLIGHT_H

#ifdef __wasm_atomics__
#define PER_THREAD __thread
#else
#define PER_THREAD
#endif

struct _Unwind_Exception;

// The last one that was thrown while so many others were in flight. It still is in flight as long
// as there are more than so many.
inline constexpr unsigned IN_FLIGHT = 8;
extern PER_THREAD _Unwind_Exception *in_flight[IN_FLIGHT] [[gnu::visibility("hidden")]];

#endif
