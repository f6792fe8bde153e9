/* getaddrinfo of a name that the files of the program do not have: the host looks it up. */
#include "../network.h"
#include <netdb.h>

int main(void)
{
	struct addrinfo hint = { .ai_family = AF_INET,
				 .ai_socktype = SOCK_DGRAM };
	struct addrinfo *list;
	struct sockaddr_in *at;

	/* Case does not matter to names; here it keeps /etc/hosts out. */
	CHECK_EQ(getaddrinfo("LocalHost", "53", &hint, &list), 0);
	at = (void *)list->ai_addr;
	CHECK_EQ(at->sin_family, AF_INET);
	CHECK_EQ(ntohl(at->sin_addr.s_addr), INADDR_LOOPBACK);
	CHECK_EQ(ntohs(at->sin_port), 53);
	CHECK_EQ(list->ai_socktype, SOCK_DGRAM);
	freeaddrinfo(list);
}
