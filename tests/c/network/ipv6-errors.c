/* Addresses of the wrong kind for a socket of IPv6, and IPV6_V6ONLY. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in four = loopback(htons(9));
	struct sockaddr_in6 at = loopback6(0);
	int fd = socket(AF_INET6, SOCK_STREAM, 0);

	CHECK_ERRNO(bind(fd, (void *)&at, 23), EINVAL);
	CHECK_ERRNO(bind(fd, (void *)&four, sizeof four), EINVAL);
	CHECK_EQ(set_option(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1), 0);
	CHECK_EQ(option(fd, IPPROTO_IPV6, IPV6_V6ONLY), 1);
	CHECK_EQ(bind(fd, (void *)&at, sizeof at), 0);
	CHECK_ERRNO(set_option(fd, IPPROTO_IPV6, IPV6_V6ONLY, 0), EINVAL);
	CHECK_ERRNO(set_option(socket(AF_INET, SOCK_STREAM, 0), IPPROTO_IPV6,
			       IPV6_V6ONLY, 1),
		    ENOPROTOOPT);
}
