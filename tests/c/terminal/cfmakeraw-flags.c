/* cfmakeraw and the speeds: their changes to the structure. */
#include "../check.h"
#include <termios.h>

int main(void)
{
	struct termios termios;

	memset(&termios, 0xff, sizeof termios);
	cfmakeraw(&termios);
	CHECK_EQ(termios.c_lflag & (ECHO | ICANON | ISIG | IEXTEN), 0);
	CHECK_EQ(termios.c_iflag & (ICRNL | IXON | BRKINT | ISTRIP), 0);
	CHECK_EQ(termios.c_oflag & OPOST, 0);
	CHECK_EQ(termios.c_cflag & (CSIZE | PARENB), CS8);
	CHECK_EQ(termios.c_cc[VMIN], 1);
	CHECK_EQ(termios.c_cc[VTIME], 0);

	memset(&termios, 0, sizeof termios);
	CHECK_EQ(cfsetospeed(&termios, B9600), 0);
	CHECK_EQ(cfgetospeed(&termios), B9600);
	CHECK_EQ(cfsetspeed(&termios, B115200), 0);
	CHECK_EQ(cfgetospeed(&termios), B115200);
	CHECK_ERRNO(cfsetospeed(&termios, 12345), EINVAL);
}
