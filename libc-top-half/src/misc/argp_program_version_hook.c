#include <argp.h>

/* In a separate file, because a program may define it. */
void (*argp_program_version_hook)(FILE *, struct argp_state *);
