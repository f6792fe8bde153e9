/* get_phys_pages, get_avphys_pages, get_nprocs: the values of sysconf. */
#include "../check.h"
#include <sys/sysinfo.h>

int main(void)
{
	CHECK(get_phys_pages() > 0);
	CHECK_EQ(get_phys_pages(), sysconf(_SC_PHYS_PAGES));
	CHECK(get_avphys_pages() > 0 && get_avphys_pages() <= get_phys_pages());
	CHECK(get_nprocs() >= 1);
	CHECK(get_nprocs() <= get_nprocs_conf());
}
