/* pthread_setname_np, pthread_getname_np: names of up to 15 bytes. */
#include "../check.h"
#include <pthread.h>

int main(void)
{
	char name[16];

	CHECK_EQ(pthread_setname_np(pthread_self(), "worker"), 0);
	CHECK_EQ(pthread_getname_np(pthread_self(), name, sizeof name), 0);
	CHECK_STR(name, "worker");
	CHECK_EQ(pthread_setname_np(pthread_self(), "0123456789abcdef"), ERANGE);
	CHECK_EQ(pthread_getname_np(pthread_self(), name, sizeof name), 0);
	CHECK_STR(name, "worker");
}
