// Exceptions that are thrown and not caught yet.
#ifndef IN_FLIGHT_H
#define IN_FLIGHT_H

struct _Unwind_Exception;

// The last one that was thrown while so many others were in flight. It still is in flight as long
// as there are more than so many.
inline constexpr unsigned IN_FLIGHT = 8;
extern _Unwind_Exception *in_flight[IN_FLIGHT] [[gnu::visibility("hidden")]];

#endif
