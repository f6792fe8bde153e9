/* pthread_atfork: the functions before fork in reverse order, those after it in order. */
#include "../processes.h"
#include <pthread.h>

static char said[16];

static void before1(void) { strcat(said, "1"); }
static void before2(void) { strcat(said, "2"); }
static void parent1(void) { strcat(said, "p"); }
static void parent2(void) { strcat(said, "P"); }
static void child1(void) { strcat(said, "c"); }
static void child2(void) { strcat(said, "C"); }

int main(void)
{
	CHECK_EQ(pthread_atfork(before1, parent1, child1), 0);
	CHECK_EQ(pthread_atfork(before2, parent2, child2), 0);
	CHECK_EXIT(IN_CHILD(CHECK_STR(said, "21cC")), 0);
	CHECK_STR(said, "21pP");
}
