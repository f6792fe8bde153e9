#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* Reads the terminal, or standard input if the host shows no terminal. The host echoes
 * the input, unless it can be configured otherwise. */
char *getpass(const char *prompt)
{
	static char password[128];
	struct termios before, quiet;
	ssize_t n = 0;
	char c;

	int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
	int in = tty < 0 ? 0 : tty, out = tty < 0 ? 2 : tty;
	int is_terminal = !tcgetattr(in, &before);
	if (is_terminal) {
		quiet = before;
		quiet.c_lflag &= ~(ECHO | ISIG);
		quiet.c_lflag |= ICANON;
		quiet.c_iflag &= ~(INLCR | IGNCR);
		quiet.c_iflag |= ICRNL;
		ioctl(in, TCSETSF, &quiet);
	}
	dprintf(out, "%s", prompt);
	/* One by one, because the text after the line does not belong to the password. */
	ssize_t r;
	while ((r = read(in, &c, 1)) > 0 && c != '\n')
		if (n < sizeof password - 1) password[n++] = c;
	password[n] = 0;
	if (is_terminal) ioctl(in, TCSETSF, &before);
	dprintf(out, "\n");
	if (tty >= 0) close(tty);
	return r < 0 || !r && !n ? 0 : password;
}
