/* gethostbyname, gethostbyname2 and their reentrant forms. */
#include "../network.h"
#include <netdb.h>

int main(void)
{
	struct hostent *found, space, *result;
	struct in_addr one;
	char buffer[4096];
	int error;

	found = gethostbyname("LocalHost");
	CHECK(found != NULL);
	CHECK_EQ(found->h_addrtype, AF_INET);
	CHECK_EQ(found->h_length, 4);
	memcpy(&one, found->h_addr_list[0], sizeof one);
	CHECK_EQ(one.s_addr, htonl(INADDR_LOOPBACK));
	found = gethostbyname2("::1", AF_INET6);
	CHECK(found != NULL);
	CHECK_EQ(found->h_addrtype, AF_INET6);
	CHECK_EQ(found->h_length, 16);
	CHECK_EQ(gethostbyname_r("127.0.0.1", &space, buffer, sizeof buffer,
				 &result, &error),
		 0);
	CHECK(result == &space);
	CHECK_EQ(gethostbyname_r("127.0.0.1", &space, buffer, 4, &result,
				 &error),
		 ERANGE);
	CHECK_EQ(gethostbyname2_r("127.0.0.2", AF_INET, &space, buffer,
				  sizeof buffer, &result, &error),
		 0);
	CHECK(result == &space);
}
