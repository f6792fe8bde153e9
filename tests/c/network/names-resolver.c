/* res_query asks the servers of /etc/resolv.conf, and fails at once without that file. The names of
 * the interfaces are unknown. */
#include "../network.h"
#include <arpa/nameser.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <resolv.h>

int main(void)
{
	unsigned char answer[512];
	struct ifaddrs *list;

	CHECK_EQ(res_query("example.com", ns_c_in, ns_t_a, answer,
			   sizeof answer),
		 -1);
	CHECK_EQ(errno, ENETDOWN);
	CHECK_ERRNO(getifaddrs(&list), EAFNOSUPPORT);
	CHECK_NULL(if_nameindex(), ENOBUFS);
}
