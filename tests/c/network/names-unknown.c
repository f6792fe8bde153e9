/* getaddrinfo of names that nobody has, and that cannot be one. */
#include "../network.h"
#include <netdb.h>

int main(void)
{
	struct addrinfo *list;
	char name[300];
	int error = getaddrinfo("no-such-host.invalid", NULL, NULL, &list);

	/* Without a server to ask, the host cannot know that. */
	CHECK(error == EAI_NONAME || error == EAI_AGAIN);
	CHECK_EQ(getaddrinfo("", NULL, NULL, &list), EAI_NONAME);
	memset(name, 'a', sizeof name);
	name[sizeof name - 1] = 0;
	CHECK_EQ(getaddrinfo(name, NULL, NULL, &list), EAI_NONAME);
	CHECK_EQ(getaddrinfo(NULL, NULL, NULL, &list), EAI_NONAME);
}
