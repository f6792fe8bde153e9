/* getaddrinfo: flags and families that are wrong, and those without a host. */
#include "../network.h"
#include <netdb.h>

int main(void)
{
	struct addrinfo hint = { .ai_socktype = SOCK_STREAM }, *list;

	hint.ai_flags = 1 << 28;
	CHECK_EQ(getaddrinfo("127.0.0.1", NULL, &hint, &list), EAI_BADFLAGS);
	hint.ai_flags = AI_CANONNAME;
	CHECK_EQ(getaddrinfo(NULL, "80", &hint, &list), EAI_BADFLAGS);
	hint.ai_flags = 0;
	hint.ai_family = 77;
	CHECK_EQ(getaddrinfo("127.0.0.1", NULL, &hint, &list), EAI_FAMILY);
	hint.ai_family = AF_INET;
	CHECK_EQ(getaddrinfo("127.0.0.1", "no-such-service", &hint, &list),
		 EAI_SERVICE);

	hint = (struct addrinfo){ .ai_family = AF_INET,
				  .ai_socktype = SOCK_STREAM,
				  .ai_flags = AI_PASSIVE };
	CHECK_EQ(getaddrinfo(NULL, "80", &hint, &list), 0);
	CHECK_EQ(((struct sockaddr_in *)list->ai_addr)->sin_addr.s_addr,
		 INADDR_ANY);
	freeaddrinfo(list);
	hint.ai_flags = 0;
	CHECK_EQ(getaddrinfo(NULL, "http", &hint, &list), 0);
	CHECK_EQ(((struct sockaddr_in *)list->ai_addr)->sin_addr.s_addr,
		 htonl(INADDR_LOOPBACK));
	CHECK_EQ(((struct sockaddr_in *)list->ai_addr)->sin_port, htons(80));
	freeaddrinfo(list);
	hint = (struct addrinfo){ .ai_family = AF_INET6,
				  .ai_socktype = SOCK_STREAM,
				  .ai_flags = AI_V4MAPPED | AI_CANONNAME };
	CHECK_EQ(getaddrinfo("192.0.2.1", NULL, &hint, &list), 0);
	CHECK(IN6_IS_ADDR_V4MAPPED(
		&((struct sockaddr_in6 *)list->ai_addr)->sin6_addr));
	CHECK_STR(list->ai_canonname, "192.0.2.1");
	freeaddrinfo(list);
}
