/* stat: a new file's times are now, with st_mtim and st_mtime agreeing. */
#include "../check.h"
#include <sys/stat.h>
#include <time.h>

int main(void)
{
	struct stat st;
	time_t before = time(NULL);

	PUT("f", "x");
	CHECK_EQ(stat("f", &st), 0);
	time_t after = time(NULL);
	CHECK(st.st_mtime >= before - 2 && st.st_mtime <= after + 2);
	CHECK(st.st_ctime >= before - 2 && st.st_ctime <= after + 2);
	CHECK_EQ(st.st_mtim.tv_sec, st.st_mtime);
	CHECK(st.st_mtim.tv_nsec >= 0 && st.st_mtim.tv_nsec < 1000000000);
	CHECK(st.st_atim.tv_nsec >= 0 && st.st_atim.tv_nsec < 1000000000);
}
