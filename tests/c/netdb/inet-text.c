/* Addresses as text: inet_*, ether_*, byte order. */
#include "../check.h"
#include <arpa/inet.h>
#include <netinet/ether.h>

int main(void)
{
	struct in_addr v4;
	struct in6_addr v6;
	char text[INET6_ADDRSTRLEN];
	struct ether_addr hardware;
	static const char *const pairs[][2] = {
		{"::", "::"},
		{"::1", "::1"},
		{"1::", "1::"},
		{"2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
		{"::ffff:192.0.2.33", "::ffff:192.0.2.33"},
		{"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"},
		{"0:0:0:1::", "0:0:0:1::"},
	};
	static const char *const bad[] = {
		"", ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "g::",
		"::1.2.3", "::1.2.3.256", "1.2.3.4",
	};
	static const char *const bad4[] = {"", "1", "1.2.3", "1.2.3.256", "1.2.3.4.5", "1.2.3.4 ", "a.b.c.d", "1..2.3"};

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		CHECK_EQ(inet_pton(AF_INET6, pairs[i][0], &v6), 1);
		CHECK_STR(inet_ntop(AF_INET6, &v6, text, sizeof text), pairs[i][1]);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK_EQ(inet_pton(AF_INET6, bad[i], &v6), 0);
	for (size_t i = 0; i < sizeof bad4 / sizeof *bad4; i++)
		CHECK_EQ(inet_pton(AF_INET, bad4[i], &v4), 0);
	CHECK_EQ(inet_pton(AF_INET, "192.0.2.1", &v4), 1);
	CHECK_EQ(ntohl(v4.s_addr), 0xc0000201);
	CHECK_STR(inet_ntoa(v4), "192.0.2.1");
	CHECK_NULL(inet_ntop(AF_INET, &v4, text, 9), ENOSPC);
	CHECK_STR(inet_ntop(AF_INET, &v4, text, 10), "192.0.2.1");
	CHECK_NULL(inet_ntop(77, &v4, text, sizeof text), EAFNOSUPPORT);
	CHECK_ERRNO(inet_pton(77, "1.2.3.4", &v4), EAFNOSUPPORT);
	CHECK_EQ(inet_aton("0x10.010.1", &v4), 1);
	CHECK_EQ(ntohl(v4.s_addr), 0x10080001);
	CHECK_EQ(inet_aton("256.1", &v4), 0);
	CHECK_EQ(inet_addr("1.2.3.4"), htonl(0x01020304));
	CHECK_EQ(inet_addr("x"), INADDR_NONE);
	CHECK_EQ(inet_network("1.2.3.4"), 0x01020304);
	v4.s_addr = htonl(0x0a010203);
	CHECK_EQ(inet_netof(v4), 0x0a);
	CHECK_EQ(inet_lnaof(v4), 0x010203);
	CHECK_EQ(inet_makeaddr(0x0a, 0x010203).s_addr, v4.s_addr);
	v4.s_addr = htonl(0xac100203);
	CHECK_EQ(inet_netof(v4), 0xac10);
	CHECK_EQ(inet_lnaof(v4), 0x0203);
	CHECK_EQ(inet_makeaddr(0xac10, 0x0203).s_addr, v4.s_addr);
	v4.s_addr = htonl(0xc0000207);
	CHECK_EQ(inet_netof(v4), 0xc00002);
	CHECK_EQ(inet_lnaof(v4), 7);
	CHECK_EQ(inet_makeaddr(0xc00002, 7).s_addr, v4.s_addr);
	CHECK_EQ(inet_network("10.0x1.010"), 0x0a0108);
	CHECK_EQ(inet_network("256.1"), INADDR_NONE);
	CHECK_EQ(inet_network("1.2.3.4.5"), INADDR_NONE);
	CHECK_EQ(inet_network("1.2x"), INADDR_NONE);
	CHECK_EQ(htons(0x1234), 0x3412);
	CHECK_EQ(ntohl(htonl(0x12345678)), 0x12345678);

	CHECK(ether_aton_r("0:1b:63:84:45:E6", &hardware) == &hardware);
	CHECK_MEM(hardware.ether_addr_octet, "\x00\x1b\x63\x84\x45\xe6", 6);
	CHECK(ether_aton("0:1b:63:84:45") == NULL);
	CHECK(memcmp(&in6addr_loopback, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1", 16) == 0);
	CHECK(IN6_IS_ADDR_UNSPECIFIED(&in6addr_any));
}
