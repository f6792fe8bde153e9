/* The names in the program's own /etc/hosts come before those of the host. */
#include "../network.h"
#include <netdb.h>

int main(void)
{
	struct addrinfo hint = { .ai_family = AF_INET,
				 .ai_socktype = SOCK_STREAM,
				 .ai_flags = AI_CANONNAME };
	struct addrinfo *list;
	struct sockaddr_in *at;

	CHECK_EQ(getaddrinfo("peer", "9", &hint, &list), 0);
	at = (void *)list->ai_addr;
	CHECK_EQ(at->sin_addr.s_addr, htonl(0xc0000201));
	CHECK_STR(list->ai_canonname, "first.example");
	freeaddrinfo(list);
	CHECK_EQ(getaddrinfo("localhost", "9", &hint, &list), 0);
	at = (void *)list->ai_addr;
	CHECK_EQ(at->sin_addr.s_addr, htonl(0xc0000202));
	freeaddrinfo(list);
}
