/* getnameinfo of the peer of a connection. */
#include "../network.h"
#include <netdb.h>

int main(void)
{
	int fds[2];
	struct sockaddr_in peer;
	socklen_t length = sizeof peer;
	char host[64], service[16], want[16];

	connection(fds);
	CHECK_EQ(getpeername(fds[0], (void *)&peer, &length), 0);
	CHECK_EQ(getnameinfo((void *)&peer, length, host, sizeof host, service,
			     sizeof service, NI_NUMERICHOST | NI_NUMERICSERV),
		 0);
	CHECK_STR(host, "127.0.0.1");
	snprintf(want, sizeof want, "%d", ntohs(peer.sin_port));
	CHECK_STR(service, want);
	/* /etc/hosts knows this one. */
	CHECK_EQ(getnameinfo((void *)&peer, length, host, sizeof host, NULL, 0,
			     NI_NAMEREQD),
		 0);
	CHECK_STR(host, "localhost");
	/* An address for documentation has no name. */
	peer.sin_addr.s_addr = htonl(0xc0000207);
	CHECK_EQ(getnameinfo((void *)&peer, length, host, sizeof host, NULL, 0,
			     NI_NUMERICHOST),
		 0);
	CHECK_STR(host, "192.0.2.7");
	CHECK_EQ(getnameinfo((void *)&peer, length, host, 4, NULL, 0,
			     NI_NUMERICHOST),
		 EAI_OVERFLOW);
}
