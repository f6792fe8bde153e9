/* sendmmsg and recvmmsg: several datagrams with one call. */
#include "../network.h"

int main(void)
{
	struct sockaddr_in at, from[4];
	int fd = bound(SOCK_DGRAM, &at);
	char texts[4][8];
	struct iovec out[3] = { { "a", 1 }, { "bc", 2 }, { "def", 3 } }, in[4];
	struct mmsghdr send[3], receive[4];
	struct timespec time = { 0, 20000000 };

	for (int i = 0; i < 3; i++)
		send[i] = (struct mmsghdr){
			{ &at, sizeof at, &out[i], 1, NULL, 0, 0 }, 99 };
	CHECK_EQ(sendmmsg(fd, send, 3, 0), 3);
	for (int i = 0; i < 3; i++)
		CHECK_EQ(send[i].msg_len, i + 1);
	for (int i = 0; i < 4; i++) {
		in[i] = (struct iovec){ texts[i], sizeof texts[i] };
		receive[i] = (struct mmsghdr){
			{ &from[i], sizeof *from, &in[i], 1, NULL, 0, 0 }, 0 };
	}
	CHECK_EQ(recvmmsg(fd, receive, 2, 0, NULL), 2);
	CHECK_EQ(receive[1].msg_len, 2);
	CHECK_MEM(texts[1], "bc", 2);
	CHECK_MEM(&from[1], &at, sizeof at);
	CHECK_EQ(recvmmsg(fd, receive, 4, MSG_WAITFORONE, &time), 1);
	CHECK_EQ(receive[0].msg_len, 3);
	CHECK_ERRNO(recvmmsg(fd, receive, 4, MSG_DONTWAIT, NULL), EAGAIN);
}
