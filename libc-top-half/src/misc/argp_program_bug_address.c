#include <argp.h>

/* In a separate file, because a program may define it. */
const char *argp_program_bug_address;
