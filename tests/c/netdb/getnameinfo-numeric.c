/* getnameinfo with numbers, and with invalid arguments. */
#include "../check.h"
#include <arpa/inet.h>
#include <netdb.h>

int main(void)
{
	struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(61234)};
	struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons(1), .sin6_scope_id = 7};
	struct sockaddr nothing = {.sa_family = AF_UNSPEC};
	char host[64], service[16];
	int numeric = NI_NUMERICHOST | NI_NUMERICSERV;

	inet_pton(AF_INET, "192.0.2.77", &v4.sin_addr);
	inet_pton(AF_INET6, "fe80::77", &v6.sin6_addr);
	CHECK_EQ(getnameinfo((void *)&v4, sizeof v4, host, sizeof host, service, sizeof service, numeric), 0);
	CHECK_STR(host, "192.0.2.77");
	CHECK_STR(service, "61234");
	CHECK_EQ(getnameinfo((void *)&v6, sizeof v6, host, sizeof host, service, sizeof service, numeric), 0);
	CHECK_STR(host, "fe80::77%7");
	CHECK_STR(service, "1");
	/* Only one of the two. */
	CHECK_EQ(getnameinfo((void *)&v4, sizeof v4, NULL, 0, service, sizeof service, numeric), 0);
	CHECK_EQ(getnameinfo((void *)&v4, sizeof v4, host, sizeof host, NULL, 0, numeric), 0);
	CHECK_EQ(getnameinfo((void *)&v4, sizeof v4, host, 10, NULL, 0, numeric), EAI_OVERFLOW);
	CHECK_EQ(getnameinfo((void *)&v4, sizeof v4, host, 11, NULL, 0, numeric), 0);
	CHECK_EQ(getnameinfo((void *)&v4, sizeof v4, NULL, 0, service, 5, numeric), EAI_OVERFLOW);
	CHECK_EQ(getnameinfo((void *)&v4, 4, host, sizeof host, NULL, 0, numeric), EAI_FAMILY);
	CHECK_EQ(getnameinfo(&nothing, sizeof nothing, host, sizeof host, NULL, 0, numeric), EAI_FAMILY);
}
