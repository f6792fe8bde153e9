/* An unknown address stays a number, unless a name is required. */
#include "../check.h"
#include <arpa/inet.h>
#include <netdb.h>
#include <net/if.h>
#include <ifaddrs.h>
#include <resolv.h>

int main(void)
{
	struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(61234)};
	unsigned char answer[512], query[64];
	char host[64], name[IF_NAMESIZE];
	struct ifaddrs *interfaces;
	int length;

	inet_pton(AF_INET, "192.0.2.77", &v4.sin_addr);
	CHECK_EQ(getnameinfo((void *)&v4, sizeof v4, host, sizeof host, NULL, 0, 0), 0);
	CHECK_STR(host, "192.0.2.77");
	CHECK_EQ(getnameinfo((void *)&v4, sizeof v4, host, sizeof host, NULL, 0, NI_NAMEREQD), EAI_NONAME);

	/* Queries are made, but not sent. */
	CHECK_EQ(res_init(), 0);
	length = res_mkquery(0, "www.example.org", 1, 1, NULL, 0, NULL, query, sizeof query);
	CHECK_EQ(length, 12 + 17 + 4);
	CHECK_ERRNO(res_send(query, length, answer, sizeof answer), ENETDOWN);
	CHECK_EQ(res_query("www.example.org", 1, 1, answer, sizeof answer), -1);
	CHECK_EQ(h_errno, TRY_AGAIN);
	CHECK_EQ(res_search("www.example.org", 1, 1, answer, sizeof answer), -1);
	CHECK_EQ(dn_skipname(query + 12, query + length), 17);
	CHECK_EQ(dn_expand(query, query + length, query + 12, host, sizeof host), 17);
	CHECK_STR(host, "www.example.org");

	/* No interface is known. */
	CHECK_ERRNO(getifaddrs(&interfaces), EAFNOSUPPORT);
	errno = 0;
	CHECK_EQ(if_nametoindex("lo"), 0);
	CHECK_EQ(errno, ENODEV);
	CHECK_NULL(if_indextoname(1, name), ENXIO);
	CHECK_NULL(if_nameindex(), ENOBUFS);
}
