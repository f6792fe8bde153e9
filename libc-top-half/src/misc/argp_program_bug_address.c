#include <argp.h>

/* In a file of its own: a program may define it. */
const char *argp_program_bug_address;
