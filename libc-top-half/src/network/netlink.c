#include <errno.h>
#include "netlink.h"
#include "syscall.h"

/* WASI lists no network interfaces: getifaddrs and if_nameindex fail. The system call only
 * fails, but wasi-cc can report it at the link. */
int __rtnetlink_enumerate(int link_af, int addr_af, int (*cb)(void *ctx, struct nlmsghdr *h),
	void *ctx)
{
	return __syscall_ret(__syscall(SYS_rtnetlink, link_af, addr_af));
}
