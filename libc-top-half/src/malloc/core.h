#include <features.h>
#include <stddef.h>

/* Unused memory of the module, from the end of its data on. It is zero, and is never
 * returned. */

/* n bytes, in 16-byte alignment; 0 if there are none. */
hidden void *__core_take(size_t n);

/* At least *n bytes: returns a range and stores its length in *n, a multiple of 16. */
hidden void *__core_stretch(size_t *n);
