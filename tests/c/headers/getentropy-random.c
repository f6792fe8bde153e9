/* <sys/random.h> declares getentropy, as glibc's does. */
#include <sys/random.h>

int main(void)
{
	unsigned char bytes[16] = { 0 };

	return getentropy(bytes, sizeof bytes) != 0;
}
