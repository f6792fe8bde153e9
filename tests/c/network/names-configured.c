/* AI_ADDRCONFIG does not hide an address that there is. */
#include "../network.h"
#include <netdb.h>

int main(void)
{
	struct addrinfo hint = { .ai_family = AF_INET,
				 .ai_socktype = SOCK_STREAM,
				 .ai_flags = AI_ADDRCONFIG };
	struct addrinfo *list;

	CHECK_EQ(getaddrinfo("127.0.0.1", "9", &hint, &list), 0);
	freeaddrinfo(list);
	CHECK_EQ(getaddrinfo("localhost", "9", &hint, &list), 0);
	freeaddrinfo(list);
}
