/* Preopens: with "." and "/" both given, relative paths use the first and absolute ones the second. */
#include "../check.h"

int main(void)
{
	CHECK_FILE("f", "relative");
	CHECK_FILE("./f", "relative");
	CHECK_FILE("/f", "absolute");
	CHECK_FILE("/r/f", "below");
}
