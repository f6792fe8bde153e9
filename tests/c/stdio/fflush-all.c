/* fflush(NULL): writes out every stream. */
#include "../check.h"

int main(void)
{
	FILE *a = fopen("a", "w"), *b = fopen("b", "w");

	CHECK(a != NULL && b != NULL);
	CHECK(fputs("one", a) >= 0 && fputs("two", b) >= 0);
	CHECK_FILE("a", "");
	CHECK_FILE("b", "");
	CHECK_EQ(fflush(NULL), 0);
	CHECK_FILE("a", "one");
	CHECK_FILE("b", "two");
	CHECK_EQ(fclose(a), 0);
	CHECK_EQ(fclose(b), 0);
}
