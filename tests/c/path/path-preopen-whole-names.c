/* Preopens: a name matches whole components: "/data" does not cover "/database". */
#include "../check.h"

int main(void)
{
	CHECK_FILE("/data/f", "data");
	CHECK_FILE("/database/f", "root");
	CHECK_ERRNO(open("/dat/f", O_RDONLY), ENOENT);
	CHECK_ERRNO(open("/dataf", O_RDONLY), ENOENT);
}
