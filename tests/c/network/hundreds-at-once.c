/* Two hundred connections at once, in one poll. */
#include "../network.h"

enum { COUNT = 200 };

int main(void)
{
	struct sockaddr_in at;
	int listener = listening(&at), got, left = COUNT;
	int clients[COUNT];
	struct pollfd servers[COUNT];

	for (int i = 0; i < COUNT; i++) {
		clients[i] = connected(SOCK_STREAM, &at);
		servers[i] = (struct pollfd){ accept(listener, NULL, NULL),
					      POLLIN, 0 };
		CHECK(servers[i].fd >= 0);
	}
	CHECK_EQ(poll(servers, COUNT, 0), 0);
	for (int i = 0; i < COUNT; i++)
		CHECK_EQ(write(clients[i], &i, sizeof i), sizeof i);
	while (left > 0) {
		CHECK(poll(servers, COUNT, 10000) > 0);
		for (int i = 0; i < COUNT; i++) {
			if (servers[i].revents == 0)
				continue;
			CHECK_EQ(read(servers[i].fd, &got, sizeof got),
				 sizeof got);
			CHECK_EQ(got, i);
			servers[i].fd = -1;
			left--;
		}
	}
}
