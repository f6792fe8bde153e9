/* Preopens: the longest matching name wins, in whichever order they were given. */
#include "../check.h"

int main(void)
{
	CHECK_FILE("/f", "root");
	CHECK_FILE("/data/f", "data");
	CHECK_FILE("/data/deep/f", "deep");
	CHECK_FILE("/data/deep/../f", "data");
	CHECK_FILE("/data/../f", "root");
}
