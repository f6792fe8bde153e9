/* localtime: a zone file that is truncated, or refers to missing data, is UTC. */
#include "../check.h"
#include <time.h>

static const unsigned char zone[] = "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
				    "\0\0\0\0" "\0\0\0\0" "\0\0\0\0" "\0\0\0\0"
				    "\0\0\0\1" "\0\0\0\4" "\0\0\25\30" "\0\0" "MYT\0"
				    "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
				    "\0\0\0\0" "\0\0\0\0" "\0\0\0\0" "\0\0\0\1"
				    "\0\0\0\1" "\0\0\0\4" "\0\0\0\0\0\0\0\0" "\0"
				    "\0\0\25\30" "\0\0" "MYT\0" "\nMYT-1:30\n";

static long offset(const unsigned char *bytes, size_t length)
{
	time_t t = 1720000000;
	int fd = OPEN("zone", O_WRONLY | O_CREAT | O_TRUNC);

	CHECK_EQ(write(fd, bytes, length), length);
	CHECK_EQ(close(fd), 0);
	/* Another name, so that it is read again. */
	CHECK_EQ(setenv("TZ", "UTC0", 1), 0);
	tzset();
	CHECK_EQ(setenv("TZ", "/zone", 1), 0);
	return localtime(&t)->tm_gmtoff;
}

int main(void)
{
	unsigned char broken[sizeof zone];
	size_t length = sizeof zone - 1;

	CHECK_EQ(offset(zone, length), 5400);
	for (size_t n = 0; n < length; n++)
		CHECK_EQ(offset(zone, n), 0);
	/* Each count, and what refers to a type or a name, is made too large. */
	for (int at = 20; at < 44; at++) {
		memcpy(broken, zone, length);
		broken[at] = 0xff;
		CHECK_EQ(offset(broken, length), 0);
		memcpy(broken, zone, length);
		broken[54 + at] = 0xff;
		CHECK_EQ(offset(broken, length), 0);
	}
	memcpy(broken, zone, length);
	broken[54 + 44 + 8] = 1;
	CHECK_EQ(offset(broken, length), 0);
	memcpy(broken, zone, length);
	broken[54 + 44 + 9 + 5] = 4;
	CHECK_EQ(offset(broken, length), 0);
	memcpy(broken, zone, length);
	broken[54 + 44 + 9 + 6 + 3] = 'X';
	CHECK_EQ(offset(broken, length), 0);
	CHECK_EQ(offset((const unsigned char *)"no zone at all, though long enough for a header", 47), 0);
	CHECK_EQ(setenv("TZ", "No/Such_Zone", 1), 0);
	time_t t = 1720000000;
	CHECK_EQ(localtime(&t)->tm_gmtoff, 0);
}
