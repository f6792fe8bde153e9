/* eaccess and euidaccess answer as access does. */
#include "../check.h"

int main(void)
{
	PUT("f", "");
	CHECK_EQ(eaccess("f", R_OK | W_OK), 0);
	CHECK_EQ(euidaccess("f", F_OK), 0);
	CHECK_ERRNO(eaccess("missing", F_OK), ENOENT);
}
