/* -fno-sanitize-recover: the first finding ends the program. */
#include "../check.h"
#include <limits.h>

int main(int argc, char **argv)
{
	(void)argv;
	return INT_MAX + argc == 0;
}
