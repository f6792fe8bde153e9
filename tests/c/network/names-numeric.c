/* getaddrinfo of numeric hosts and services connects. */
#include "../network.h"
#include <netdb.h>

int main(void)
{
	struct sockaddr_in at;
	struct addrinfo hint = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
				 .ai_socktype = SOCK_STREAM };
	struct addrinfo *list;
	char port[16];
	int listener = listening(&at), fd;

	snprintf(port, sizeof port, "%d", ntohs(at.sin_port));
	CHECK_EQ(getaddrinfo("127.0.0.1", port, &hint, &list), 0);
	CHECK(list->ai_next == NULL);
	CHECK_EQ(list->ai_family, AF_INET);
	CHECK_EQ(list->ai_protocol, IPPROTO_TCP);
	CHECK_EQ(list->ai_addrlen, sizeof at);
	CHECK_MEM(list->ai_addr, &at, sizeof at);
	fd = socket(list->ai_family, list->ai_socktype, list->ai_protocol);
	CHECK_EQ(connect(fd, list->ai_addr, list->ai_addrlen), 0);
	CHECK(accept(listener, NULL, NULL) >= 0);
	freeaddrinfo(list);
	CHECK_EQ(getaddrinfo("localhost", port, &hint, &list), EAI_NONAME);
	CHECK_EQ(getaddrinfo("::1", "x", &hint, &list), EAI_NONAME);
}
