#include <arpa/inet.h>
#include <ctype.h>
#include <stdlib.h>

/* Upstream's treat a number in network byte order as one in host byte order. */

/* Bits of the host in an address of class A, B or C, from the times of classes. */
static int host_bits(in_addr_t host_order)
{
	if (!(host_order & 0x80000000)) return 24;
	return host_order & 0x40000000 ? 8 : 16;
}

in_addr_t inet_network(const char *text)
{
	in_addr_t network = 0;

	for (int parts = 1; ; parts++) {
		char *end;
		unsigned long part;

		if (!isdigit(*text)) return -1;
		part = strtoul(text, &end, 0);
		if (part > 255) return -1;
		network = network << 8 | part;
		if (!*end) return network;
		if (*end != '.' || parts == 4) return -1;
		text = end + 1;
	}
}

/* A network as large as it needs to be, and the rest for the host. */
struct in_addr inet_makeaddr(in_addr_t network, in_addr_t host)
{
	int bits = network < 1 << 8 ? 24 : network < 1 << 16 ? 16 : network < 1 << 24 ? 8 : 0;
	in_addr_t mask = ((in_addr_t)1 << bits) - 1;

	return (struct in_addr){htonl(network << bits | host & mask)};
}

in_addr_t inet_lnaof(struct in_addr address)
{
	in_addr_t host_order = ntohl(address.s_addr);

	return host_order & ((in_addr_t)1 << host_bits(host_order)) - 1;
}

in_addr_t inet_netof(struct in_addr address)
{
	in_addr_t host_order = ntohl(address.s_addr);

	return host_order >> host_bits(host_order);
}
