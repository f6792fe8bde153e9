/* sendmsg and recvmsg of a stream, in pieces. */
#include "../network.h"
#include <limits.h>

int main(void)
{
	char a[1], b[3], c[16];
	struct iovec out[] = { { "one", 3 }, { "", 0 }, { "three", 5 } };
	struct iovec in[] = { { a, sizeof a }, { b, sizeof b }, { c, sizeof c } };
	struct msghdr send = { .msg_iov = out, .msg_iovlen = 3 };
	struct msghdr receive = { .msg_iov = in, .msg_iovlen = 3 };
	int fds[2];

	connection(fds);
	CHECK_EQ(sendmsg(fds[0], &send, MSG_NOSIGNAL), 8);
	CHECK_EQ(await(fds[1], POLLIN), POLLIN);
	receive.msg_flags = -1;
	CHECK_EQ(recvmsg(fds[1], &receive, 0), 8);
	CHECK_EQ(receive.msg_flags, 0);
	CHECK_EQ(receive.msg_controllen, 0);
	CHECK_MEM(a, "o", 1);
	CHECK_MEM(b, "net", 3);
	CHECK_MEM(c, "hree", 4);
	send.msg_iovlen = IOV_MAX + 1;
	CHECK_ERRNO(sendmsg(fds[0], &send, 0), EMSGSIZE);
}
