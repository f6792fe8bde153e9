/* argp_error, argp_failure, argp_usage: what they print, and the status that they end with. */
#include "../check.h"
#include <argp.h>

static const struct argp argp = { 0, 0, "FILE", 0, 0, 0, 0 };

int main(void)
{
	char name[] = "prog";
	struct argp_state state = {
		.root_argp = &argp, .name = name, .err_stream = stderr, .flags = ARGP_NO_EXIT,
	};

	argp_failure(&state, 9, ENOENT, "not %s", "found");
	argp_error(&state, "it is %d", 1);
	argp_usage(&state);
	state.flags = ARGP_NO_ERRS;
	argp_error(&state, "nothing");
	argp_failure(&state, 9, 0, "nothing");
	argp_usage(&state);
	state.flags = 0;
	argp_err_exit_status = 42;
	argp_error(&state, "the end");
	return 1;
}
