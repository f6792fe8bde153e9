/* Where the parts of addresses and messages stand, and that each address fits the largest. */
#include "../check.h"
#include <net/if.h>
#include <netinet/in.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>

int main(void)
{
	CHECK_EQ(sizeof(sa_family_t), 2);
	CHECK_EQ(sizeof(in_port_t), 2);
	CHECK_EQ(sizeof(struct sockaddr), 16);
	CHECK_EQ(offsetof(struct sockaddr, sa_data), 2);
	CHECK_EQ(sizeof(struct sockaddr_in), 16);
	CHECK_EQ(offsetof(struct sockaddr_in, sin_port), 2);
	CHECK_EQ(offsetof(struct sockaddr_in, sin_addr), 4);
	CHECK_EQ(offsetof(struct sockaddr_in6, sin6_port), 2);
	CHECK_EQ(offsetof(struct sockaddr_in6, sin6_flowinfo), 4);
	CHECK_EQ(offsetof(struct sockaddr_in6, sin6_addr), 8);
	CHECK_EQ(offsetof(struct sockaddr_in6, sin6_scope_id), 24);
	CHECK_EQ(offsetof(struct sockaddr_un, sun_path), 2);
	CHECK_EQ(sizeof((struct sockaddr_un){0}.sun_path), 108);
	CHECK_EQ(sizeof(struct sockaddr_storage), 128);
	CHECK(sizeof(struct sockaddr_in6) <= sizeof(struct sockaddr_storage));
	CHECK(sizeof(struct sockaddr_un) <= sizeof(struct sockaddr_storage));
	CHECK(_Alignof(struct sockaddr_storage) >= _Alignof(struct sockaddr_in6) ||
	      _Alignof(struct sockaddr_in6) == 16);
	CHECK_EQ(sizeof(struct linger), 8);
	CHECK_EQ(sizeof(struct ucred), 12);
	CHECK_EQ(sizeof(struct in6_addr), 16);
	CHECK_EQ(sizeof(struct ipv6_mreq), 20);
	CHECK_EQ(sizeof(struct ip_mreq), 8);
	CHECK_EQ(offsetof(struct ifreq, ifr_addr), IF_NAMESIZE);

	/* The whole of an address goes in and comes out. */
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	struct sockaddr_un full = {.sun_family = AF_UNIX}, got;
	socklen_t length = sizeof got;
	memset(full.sun_path + 1, 'x', 107);
	CHECK_EQ(bind(fd, (void *)&full, offsetof(struct sockaddr_un, sun_path) + 108), 0);
	CHECK_EQ(getsockname(fd, (void *)&got, &length), 0);
	CHECK_EQ(length, offsetof(struct sockaddr_un, sun_path) + 108);
	CHECK_MEM(got.sun_path, full.sun_path, 108);
	/* Or as much of it as there is room for. */
	memset(&got, 0, sizeof got);
	length = 5;
	CHECK_EQ(getsockname(fd, (void *)&got, &length), 0);
	CHECK_EQ(length, offsetof(struct sockaddr_un, sun_path) + 108);
	CHECK_MEM(got.sun_path, "\0xx\0", 4);
	length = -1;
	CHECK_ERRNO(getsockname(fd, (void *)&got, &length), EINVAL);
}
