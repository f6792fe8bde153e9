/* Known names if the host shows no /etc: this machine and the usual services. */
#include "../check.h"
#include <arpa/inet.h>
#include <ctype.h>
#include <netdb.h>

static struct addrinfo *list;

static int look(const char *host, const char *service, int family, int flags)
{
	struct addrinfo hints = {.ai_family = family, .ai_flags = flags, .ai_socktype = SOCK_STREAM};

	return getaddrinfo(host, service, &hints, &list);
}

int main(void)
{
	struct servent *service;
	struct hostent *host;
	int count = 0;

	CHECK_EQ(look("localhost", "https", AF_UNSPEC, AI_ADDRCONFIG | AI_CANONNAME), 0);
	CHECK_EQ(list->ai_family, AF_INET6);
	CHECK(IN6_IS_ADDR_LOOPBACK(&((struct sockaddr_in6 *)list->ai_addr)->sin6_addr));
	CHECK_STR(list->ai_canonname, "localhost");
	CHECK(list->ai_next != NULL);
	CHECK_EQ(list->ai_next->ai_family, AF_INET);
	CHECK_EQ(((struct sockaddr_in *)list->ai_next->ai_addr)->sin_addr.s_addr, htonl(INADDR_LOOPBACK));
	CHECK_EQ(((struct sockaddr_in *)list->ai_next->ai_addr)->sin_port, htons(443));
	CHECK(list->ai_next->ai_canonname == NULL);
	CHECK(list->ai_next->ai_next == NULL);
	freeaddrinfo(list);
	CHECK_EQ(look("ip6-localhost", NULL, AF_INET6, AI_CANONNAME), 0);
	CHECK_STR(list->ai_canonname, "localhost");
	freeaddrinfo(list);

	/* No other name is known, and no query is sent. */
	CHECK_EQ(look("www.example.org", "http", AF_UNSPEC, 0), EAI_FAIL);
	CHECK_EQ(look("ip6-localhost", NULL, AF_INET, 0), EAI_NODATA);
	CHECK_EQ(look("", NULL, AF_INET, 0), EAI_NONAME);
	CHECK_EQ(look("127.0.0.1", "nothing-of-this-name", AF_INET, 0), EAI_SERVICE);
	CHECK_EQ(look("127.0.0.1", "ntp", AF_INET, 0), EAI_SERVICE);

	host = gethostbyname("localhost");
	CHECK(host != NULL);
	CHECK_STR(host->h_name, "localhost");
	CHECK_EQ(host->h_addrtype, AF_INET);
	CHECK_EQ(host->h_length, 4);
	CHECK_MEM(host->h_addr_list[0], "\x7f\0\0\1", 4);
	CHECK(host->h_addr_list[1] == NULL);
	CHECK(gethostbyname("www.example.org") == NULL);
	CHECK_EQ(h_errno, NO_RECOVERY);
	host = gethostbyname2("localhost", AF_INET6);
	CHECK(host != NULL && host->h_length == 16);
	host = gethostbyaddr("\x7f\0\0\1", 4, AF_INET);
	CHECK(host != NULL);
	CHECK_STR(host->h_name, "localhost");

	service = getservbyname("www", "tcp");
	CHECK(service != NULL);
	CHECK_EQ(ntohs(service->s_port), 80);
	CHECK_STR(service->s_proto, "tcp");
	CHECK(getservbyname("www", "udp") == NULL);
	CHECK(getservbyname("domain", NULL) != NULL);
	service = getservbyport(htons(22), "tcp");
	CHECK(service != NULL);
	CHECK_STR(service->s_name, "ssh");
	CHECK(getservbyport(htons(22), "udp") == NULL);
	service = getservbyport(htons(123), NULL);
	CHECK(service != NULL);
	CHECK_STR(service->s_name, "ntp");

	/* Each stands once, in order, and is found by name and by number. */
	setservent(1);
	int before = 0;
	while ((service = getservent())) {
		struct servent copy = *service;
		int number = ntohs(service->s_port);

		CHECK(number >= before);
		before = number;
		CHECK(!strcmp(copy.s_proto, "tcp") || !strcmp(copy.s_proto, "udp"));
		for (const char *p = copy.s_name; *p; p++)
			CHECK(isalnum((unsigned char)*p) || *p == '-');
		struct servent *other = getservbyname(copy.s_name, copy.s_proto);
		CHECK(other != NULL);
		CHECK_EQ(ntohs(other->s_port), number);
		other = getservbyport(htons(number), copy.s_proto);
		CHECK(other != NULL);
		CHECK_STR(other->s_name, copy.s_name);
		count++;
	}
	CHECK(count > 50);
	endservent();
	service = getservent();
	CHECK(service != NULL);
	CHECK_STR(service->s_name, "tcpmux");
}
