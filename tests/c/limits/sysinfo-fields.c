/* sysinfo: memory of which some is free, a process, and an uptime that clocks confirm. */
#include "../check.h"
#include <sys/sysinfo.h>
#include <time.h>

int main(void)
{
	struct sysinfo info;
	struct timespec up;

	memset(&info, 0x55, sizeof info);
	CHECK_EQ(sysinfo(&info), 0);
	CHECK(info.mem_unit >= 1);
	CHECK(info.totalram > 0);
	CHECK(info.freeram > 0 && info.freeram <= info.totalram);
	CHECK(info.freeswap <= info.totalswap);
	CHECK(info.procs >= 1);
	CHECK_EQ(clock_gettime(CLOCK_BOOTTIME, &up), 0);
	CHECK((long long)info.uptime >= up.tv_sec - 2 && (long long)info.uptime <= up.tv_sec + 2);
}
