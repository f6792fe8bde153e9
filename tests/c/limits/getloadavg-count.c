/* getloadavg: up to three averages, none of them negative. */
#include "../check.h"

int main(void)
{
	double loads[4] = { -1, -1, -1, -1 };

	CHECK_EQ(getloadavg(loads, 2), 2);
	CHECK(loads[0] >= 0 && loads[1] >= 0);
	CHECK(loads[2] == -1);
	CHECK_EQ(getloadavg(loads, 4), 3);
	CHECK(loads[2] >= 0);
	CHECK(loads[3] == -1);
	CHECK_EQ(getloadavg(loads, 0), 0);
}
