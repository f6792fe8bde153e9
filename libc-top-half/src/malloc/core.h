#include <features.h>
#include <stddef.h>

/* Memory of the module that is in nobody's hands, from the end of its data on. It is
 * zero, and never comes back. */

/* n bytes, in 16-byte alignment; 0 if there are none. */
hidden void *__core_take(size_t n);

/* At least *n bytes: a stretch whose length *n then is, a multiple of 16. */
hidden void *__core_stretch(size_t *n);
