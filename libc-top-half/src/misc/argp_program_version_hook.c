#include <argp.h>

/* In a file of its own: a program may define it. */
void (*argp_program_version_hook)(FILE *, struct argp_state *);
