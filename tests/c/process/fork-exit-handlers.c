/* exit in a child runs its handlers and flushes its streams; _exit does neither. */
#include "../processes.h"

static void handler(void)
{
	PUT("handled", "yes");
}

int main(void)
{
	FILE *stream = fopen("f", "w");

	CHECK_EQ(atexit(handler), 0);
	CHECK_EXIT(IN_CHILD({
		fputs("lost", stream);
		_exit(1);
	}), 1);
	CHECK_FILE("f", "");
	CHECK_ERRNO(open("handled", O_RDONLY), ENOENT);
	CHECK_EXIT(IN_CHILD({
		fputs("kept", stream);
		exit(2);
	}), 2);
	CHECK_FILE("f", "kept");
	CHECK_FILE("handled", "yes");
}
