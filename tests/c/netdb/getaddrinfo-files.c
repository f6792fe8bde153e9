/* /etc/hosts and /etc/services, where the host shows them. */
#include "../check.h"
#include <arpa/inet.h>
#include <netdb.h>

int main(void)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_CANONNAME}, *list;
	struct sockaddr_in address = {.sin_family = AF_INET};
	char host[64], service[64], buffer[512];
	struct hostent entry, *found;
	struct servent *known;
	int error;

	CHECK_EQ(getaddrinfo("alias", "ours", &hints, &list), 0);
	CHECK_STR(list->ai_canonname, "server.example");
	CHECK_STR(inet_ntoa(((struct sockaddr_in *)list->ai_addr)->sin_addr), "192.0.2.9");
	CHECK_EQ(ntohs(((struct sockaddr_in *)list->ai_addr)->sin_port), 7777);
	CHECK(list->ai_next == NULL);
	freeaddrinfo(list);
	/* A name that is not in the files is unknown. */
	CHECK_EQ(getaddrinfo("localhost", NULL, &hints, &list), EAI_FAIL);
	CHECK_EQ(getaddrinfo("alias", "http", &hints, &list), EAI_SERVICE);

	address.sin_port = htons(7777);
	inet_aton("192.0.2.9", &address.sin_addr);
	CHECK_EQ(getnameinfo((void *)&address, sizeof address, host, sizeof host, service, sizeof service, 0), 0);
	CHECK_STR(host, "server.example");
	CHECK_STR(service, "ours");
	CHECK_EQ(getnameinfo((void *)&address, sizeof address, NULL, 0, service, sizeof service, NI_DGRAM), 0);
	CHECK_STR(service, "7777");
	CHECK_EQ(getnameinfo((void *)&address, sizeof address, host, 5, NULL, 0, 0), EAI_OVERFLOW);

	CHECK_EQ(gethostbyname_r("two", &entry, buffer, sizeof buffer, &found, &error), 0);
	CHECK(found == &entry);
	CHECK_STR(inet_ntoa(*(struct in_addr *)entry.h_addr_list[0]), "192.0.2.1");
	CHECK_STR(inet_ntoa(*(struct in_addr *)entry.h_addr_list[1]), "192.0.2.2");
	CHECK(entry.h_addr_list[2] == NULL);
	CHECK_EQ(gethostbyname_r("two", &entry, buffer, 8, &found, &error), ERANGE);
	CHECK(found == NULL);
	known = getservent();
	CHECK(known != NULL);
	CHECK_STR(known->s_name, "ours");
	CHECK_STR(known->s_aliases[0], "mine");
	CHECK_STR(known->s_aliases[1], "yours");
	CHECK(known->s_aliases[2] == NULL);
	CHECK(getservbyname("yours", NULL) != NULL);
	CHECK(getservent() == NULL);
}
