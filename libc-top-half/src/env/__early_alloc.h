#include <features.h>
#include <stddef.h>

/* Memory that is never freed, for what is read from the host before main: it must
 * not bring malloc into every program. */
hidden void *__early_alloc(size_t);

/* argv, read from the host once; *argc gets its length. */
hidden char **__host_args(int *);
