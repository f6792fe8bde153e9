/* atexit: functions run in reverse order, functions added by one run next; then streams are
 * flushed. */
#include "../check.h"

static void say(const char *text)
{
	CHECK_EQ(write(1, text, strlen(text)), strlen(text));
}

static void late(void) { say("late "); }
static void first(void) { say("first "); }

static void second(void)
{
	say("second ");
	CHECK_EQ(atexit(late), 0);
}

static void third(void) { say("third "); }

int main(void)
{
	CHECK_EQ(atexit(first), 0);
	CHECK_EQ(atexit(second), 0);
	CHECK_EQ(atexit(third), 0);
	CHECK_EQ(atexit(third), 0);
	CHECK(printf("flushed\n") > 0);
}
