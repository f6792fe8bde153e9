#include <argp.h>

/* As sysexits.h has it: wrong usage. */
error_t argp_err_exit_status = 64;
