/* stat: one host call each, once the preopens are known. */
#include "../check.h"
#include <sys/stat.h>

int main(void)
{
	struct stat st;

	for (int i = 0; i < 100; i++)
		CHECK_EQ(stat("d/f", &st), 0);
}
