/* Two hundred datagrams, read one after the other, in their order. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in at;
	int fd = bound(SOCK_DGRAM, &at), sender = connected(SOCK_DGRAM, &at);

	for (int round = 0; round < 10; round++) {
		for (int i = 0; i < 20; i++)
			CHECK_EQ(write(sender, &i, sizeof i), sizeof i);
		for (int i = 0; i < 20; i++) {
			int got = -1;

			CHECK_EQ(read(fd, &got, sizeof got), sizeof got);
			CHECK_EQ(got, i);
		}
	}
	CHECK_EQ(ready(fd, POLLIN), 0);
}
