/* inet_pton, inet_ntop, inet_aton, byte order: they need no network. */
#include "../check.h"
#include <arpa/inet.h>

int main(void)
{
	unsigned char a[16];
	char text[64];
	struct in_addr v4;

	CHECK_EQ(htons(0x1234), 0x3412);
	CHECK_EQ(ntohl(htonl(0x12345678)), 0x12345678);
	CHECK_EQ(inet_pton(AF_INET, "127.0.0.1", a), 1);
	CHECK_MEM(a, "\x7f\0\0\1", 4);
	CHECK_EQ(inet_pton(AF_INET, "256.0.0.1", a), 0);
	CHECK_EQ(inet_pton(AF_INET6, "2001:db8::1", a), 1);
	CHECK_EQ(a[0], 0x20);
	CHECK_EQ(a[15], 1);
	CHECK_STR(inet_ntop(AF_INET6, a, text, sizeof text), "2001:db8::1");
	CHECK_NULL(inet_ntop(AF_INET6, a, text, 5), ENOSPC);
	CHECK_ERRNO(inet_pton(12345, "x", a), EAFNOSUPPORT);
	CHECK_EQ(inet_aton("10.1", &v4), 1);
	CHECK_EQ(ntohl(v4.s_addr), 0x0a000001);
	CHECK_STR(inet_ntoa(v4), "10.0.0.1");
}
