/* writev: IOV_MAX buffers of one byte arrive in order. */
#include "../check.h"
#include <limits.h>
#include <sys/uio.h>

static struct iovec v[IOV_MAX];
static char out[IOV_MAX], in[IOV_MAX];

int main(void)
{
	int fd = OPEN("f", O_RDWR | O_CREAT);

	for (int i = 0; i < IOV_MAX; i++) {
		out[i] = (char)('a' + i % 26);
		v[i] = (struct iovec){ &out[i], 1 };
	}
	CHECK_EQ(writev(fd, v, IOV_MAX), IOV_MAX);
	CHECK_EQ(pread(fd, in, sizeof in, 0), IOV_MAX);
	CHECK_MEM(in, out, IOV_MAX);
	CHECK_EQ(close(fd), 0);
}
