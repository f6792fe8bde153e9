/* openpty: what one side writes the other reads, by the settings of the terminal. */
#include "../check.h"
#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>

int main(void)
{
	struct winsize size = { .ws_row = 30, .ws_col = 90 }, told;
	struct termios old, raw, now;
	char name[64], text[64];
	int leader, peer, waiting;

	CHECK_EQ(openpty(&leader, &peer, name, NULL, &size), 0);
	CHECK_EQ(isatty(leader), 1);
	CHECK_EQ(isatty(peer), 1);
	CHECK(!strncmp(name, "/dev/pts/", 9));
	CHECK_STR(ptsname(leader), name);
	CHECK_EQ(ptsname_r(leader, text, 3), ERANGE);
	CHECK_EQ(grantpt(leader), 0);
	CHECK_NULL(ptsname(peer), ENOTTY);

	/* Lines, with an echo. */
	CHECK_EQ(write(leader, "li", 2), 2);
	struct pollfd polled = { .fd = peer, .events = POLLIN };
	CHECK_EQ(poll(&polled, 1, 0), 0);
	CHECK_EQ(write(leader, "ne\n", 3), 3);
	CHECK_EQ(poll(&polled, 1, -1), 1);
	CHECK_EQ(polled.revents, POLLIN);
	CHECK_EQ(ioctl(peer, FIONREAD, &waiting), 0);
	CHECK_EQ(waiting, 5);
	CHECK_EQ(read(peer, text, sizeof text), 5);
	CHECK(!memcmp(text, "line\n", 5));
	CHECK_EQ(read(leader, text, sizeof text), 6);
	CHECK(!memcmp(text, "line\r\n", 6));

	/* Keys, without one; a read may end after a time. */
	CHECK_EQ(tcgetattr(peer, &old), 0);
	raw = old;
	cfmakeraw(&raw);
	CHECK_EQ(tcsetattr(peer, TCSAFLUSH, &raw), 0);
	CHECK_EQ(tcgetattr(peer, &now), 0);
	CHECK_EQ(now.c_lflag & (ICANON | ECHO | ISIG), 0);
	CHECK_EQ(now.c_oflag & OPOST, 0);
	CHECK_EQ(write(leader, "k\3", 2), 2);
	CHECK_EQ(read(peer, text, 1), 1);
	CHECK_EQ(read(peer, text + 1, 9), 1);
	CHECK(!memcmp(text, "k\3", 2));
	raw.c_cc[VMIN] = 0;
	raw.c_cc[VTIME] = 1;
	CHECK_EQ(tcsetattr(peer, TCSANOW, &raw), 0);
	CHECK_EQ(read(peer, text, 1), 0);
	CHECK_EQ(write(peer, "x\n", 2), 2);
	CHECK_EQ(read(leader, text, sizeof text), 2);

	/* Input that was typed can be thrown away. */
	CHECK_EQ(write(leader, "lost", 4), 4);
	CHECK_EQ(tcflush(peer, TCIFLUSH), 0);
	CHECK_EQ(read(peer, text, 4), 0);
	CHECK_EQ(tcsetattr(peer, TCSADRAIN, &old), 0);
	CHECK_EQ(tcgetattr(peer, &now), 0);
	CHECK_EQ(now.c_lflag, old.c_lflag);
	CHECK_EQ(cfgetospeed(&now), cfgetospeed(&old));
	CHECK_EQ(tcsendbreak(peer, 0), 0);
	CHECK_ERRNO(tcflush(peer, 7), EINVAL);
	CHECK_ERRNO(tcsetattr(peer, 7, &old), EINVAL);

	/* The size is the pair's. */
	CHECK_EQ(ioctl(peer, TIOCGWINSZ, &told), 0);
	CHECK_EQ(told.ws_row, 30);
	CHECK_EQ(told.ws_col, 90);
	size.ws_col = 120;
	CHECK_EQ(ioctl(leader, TIOCSWINSZ, &size), 0);
	CHECK_EQ(ioctl(peer, TIOCGWINSZ, &told), 0);
	CHECK_EQ(told.ws_col, 120);

	/* A copy is the same terminal, and has its settings. */
	int copy = dup(peer);
	CHECK_EQ(tcgetattr(copy, &now), 0);
	CHECK_EQ(now.c_lflag, old.c_lflag);
	CHECK_EQ(fcntl(copy, F_GETFL) & O_ACCMODE, O_RDWR);

	struct stat stat;
	CHECK_EQ(fstat(peer, &stat), 0);
	CHECK(S_ISCHR(stat.st_mode));
	CHECK_ERRNO(lseek(peer, 0, SEEK_CUR), ESPIPE);

	/* A reader that does not want to wait. */
	CHECK_EQ(fcntl(leader, F_SETFL, O_NONBLOCK), 0);
	CHECK_ERRNO(read(leader, text, 1), EAGAIN);

	CHECK_EQ(close(copy), 0);
	CHECK_EQ(close(peer), 0);
	CHECK_ERRNO(read(leader, text, sizeof text), EIO);
	CHECK_EQ(close(leader), 0);
	CHECK_ERRNO(tcgetattr(peer, &now), EBADF);
}
