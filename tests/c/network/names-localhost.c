/* getaddrinfo of localhost: a client connects to one of its addresses. */
#include "../network.h"
#include <netdb.h>

int main(void)
{
	struct sockaddr_in at;
	struct addrinfo hint = { .ai_socktype = SOCK_STREAM }, *list, *each;
	char port[16];
	int listener = listening(&at), fd = -1;

	snprintf(port, sizeof port, "%d", ntohs(at.sin_port));
	CHECK_EQ(getaddrinfo("localhost", port, &hint, &list), 0);
	for (each = list; each; each = each->ai_next) {
		fd = socket(each->ai_family, SOCK_STREAM, 0);
		CHECK(fd >= 0);
		if (connect(fd, each->ai_addr, each->ai_addrlen) == 0)
			break;
		CHECK_EQ(close(fd), 0);
	}
	CHECK(each != NULL);
	CHECK(accept(listener, NULL, NULL) >= 0);
	freeaddrinfo(list);
}
