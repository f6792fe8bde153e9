/* getaddrinfo on addresses as numbers: every family, flag and error that needs no lookup. */
#include "../check.h"
#include <arpa/inet.h>
#include <netdb.h>

static struct addrinfo *list;

static int look(const char *host, const char *service, int family, int flags)
{
	struct addrinfo hints = {.ai_family = family, .ai_flags = flags, .ai_socktype = SOCK_STREAM};

	return getaddrinfo(host, service, &hints, &list);
}

static const char *text(const struct addrinfo *entry)
{
	static char buffer[INET6_ADDRSTRLEN];
	const void *address = entry->ai_family == AF_INET
		? (void *)&((struct sockaddr_in *)entry->ai_addr)->sin_addr
		: (void *)&((struct sockaddr_in6 *)entry->ai_addr)->sin6_addr;

	CHECK_EQ(entry->ai_addr->sa_family, entry->ai_family);
	return inet_ntop(entry->ai_family, address, buffer, sizeof buffer);
}

static int port(const struct addrinfo *entry)
{
	return ntohs(((struct sockaddr_in *)entry->ai_addr)->sin_port);
}

int main(void)
{
	CHECK_EQ(look("192.0.2.7", "8080", AF_UNSPEC, 0), 0);
	CHECK_EQ(list->ai_family, AF_INET);
	CHECK_EQ(list->ai_socktype, SOCK_STREAM);
	CHECK_EQ(list->ai_protocol, IPPROTO_TCP);
	CHECK_EQ(list->ai_addrlen, sizeof(struct sockaddr_in));
	CHECK_STR(text(list), "192.0.2.7");
	CHECK_EQ(port(list), 8080);
	CHECK(list->ai_next == NULL);
	freeaddrinfo(list);

	CHECK_EQ(look("2001:db8::1", NULL, AF_UNSPEC, AI_NUMERICHOST), 0);
	CHECK_EQ(list->ai_family, AF_INET6);
	CHECK_EQ(list->ai_addrlen, sizeof(struct sockaddr_in6));
	CHECK_STR(text(list), "2001:db8::1");
	CHECK_EQ(port(list), 0);
	freeaddrinfo(list);

	CHECK_EQ(look("fe80::1%7", "1", AF_INET6, AI_NUMERICHOST), 0);
	CHECK_EQ(((struct sockaddr_in6 *)list->ai_addr)->sin6_scope_id, 7);
	freeaddrinfo(list);

	/* Forms of old. */
	CHECK_EQ(look("127.1", NULL, AF_INET, 0), 0);
	CHECK_STR(text(list), "127.0.0.1");
	freeaddrinfo(list);
	CHECK_EQ(look("0x7f000001", NULL, AF_INET, 0), 0);
	CHECK_STR(text(list), "127.0.0.1");
	freeaddrinfo(list);

	CHECK_EQ(look("192.0.2.7", "65535", AF_INET6, AI_V4MAPPED), 0);
	CHECK_STR(text(list), "::ffff:192.0.2.7");
	freeaddrinfo(list);
	CHECK_EQ(look("192.0.2.7", NULL, AF_INET, AI_CANONNAME), 0);
	CHECK_STR(list->ai_canonname, "192.0.2.7");
	freeaddrinfo(list);
	CHECK_EQ(look("192.0.2.7", NULL, AF_INET, 0), 0);
	CHECK(list->ai_canonname == NULL);
	freeaddrinfo(list);

	/* The wildcard address, and broadcast. */
	CHECK_EQ(look(NULL, "80", AF_INET, 0), 0);
	CHECK_STR(text(list), "127.0.0.1");
	freeaddrinfo(list);
	CHECK_EQ(look(NULL, "80", AF_INET, AI_PASSIVE), 0);
	CHECK_STR(text(list), "0.0.0.0");
	freeaddrinfo(list);
	CHECK_EQ(look(NULL, "80", AF_INET6, AI_PASSIVE | AI_NUMERICSERV), 0);
	CHECK_STR(text(list), "::");
	freeaddrinfo(list);
	CHECK_EQ(look(NULL, "80", AF_INET6, 0), 0);
	CHECK_STR(text(list), "::1");
	freeaddrinfo(list);

	/* Streams and datagrams, when nothing is said. */
	int kinds = 0;
	CHECK_EQ(getaddrinfo("192.0.2.7", "53", NULL, &list), 0);
	for (struct addrinfo *entry = list; entry; entry = entry->ai_next) {
		CHECK_STR(text(entry), "192.0.2.7");
		CHECK_EQ(port(entry), 53);
		kinds |= 1 << entry->ai_socktype;
	}
	CHECK((kinds & (1 << SOCK_STREAM | 1 << SOCK_DGRAM)) == (1 << SOCK_STREAM | 1 << SOCK_DGRAM));
	freeaddrinfo(list);

	CHECK_EQ(look(NULL, NULL, AF_INET, 0), EAI_NONAME);
	CHECK_EQ(look("no.number", NULL, AF_INET, AI_NUMERICHOST), EAI_NONAME);
	CHECK_EQ(look("1.2.3.4.5", NULL, AF_INET, AI_NUMERICHOST), EAI_NONAME);
	CHECK_EQ(look("192.0.2.7", "http", AF_INET, AI_NUMERICSERV), EAI_NONAME);
	CHECK_EQ(look("192.0.2.7", "no such service", AF_INET, 0), EAI_SERVICE);
	CHECK_EQ(look("192.0.2.7", NULL, 77, 0), EAI_FAMILY);
	CHECK_EQ(look("192.0.2.7", NULL, AF_INET, 1 << 28), EAI_BADFLAGS);
	CHECK_EQ(look(NULL, "80", AF_INET, AI_CANONNAME), EAI_BADFLAGS);
	CHECK(look("::1", NULL, AF_INET, AI_NUMERICHOST) != 0);
}
