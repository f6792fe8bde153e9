#include <errno.h>
#include "netlink.h"

/* WASI tells of no interface: getifaddrs and if_nameindex fail. */
int __rtnetlink_enumerate(int link_af, int addr_af, int (*cb)(void *ctx, struct nlmsghdr *h),
	void *ctx)
{
	errno = EAFNOSUPPORT;
	return -1;
}
