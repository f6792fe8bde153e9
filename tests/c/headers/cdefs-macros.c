/* sys/cdefs.h: the macros that programs use. */
#include "../check.h"
#include <sys/cdefs.h>

__BEGIN_DECLS
int old_style __P((int, int));
int quick(int) __THROW __attribute_const__;
__END_DECLS

int old_style(int a, int b)
{
	return __CONCAT(qui, ck)(a) + b;
}

int quick(int a)
{
	return a + 1;
}

int __nonnull((1)) length(const char *text)
{
	return (int)strlen(text);
}

#if !__GNUC_PREREQ(3, 0)
#error an old compiler
#endif

#if __GNUC_PREREQ(1000, 0)
#error a compiler from the future
#endif

int main(void)
{
	CHECK_EQ(old_style(1, 2), 4);
	CHECK_STR(__STRING(a b), "a b");
	CHECK_EQ(length("four"), 4);
#ifdef __wasi__
	/* The BSDs' part. */
	struct pair {
		char a;
		int b;
	} __packed pair = { 1, 2 };
	const char *constant = "x";

	CHECK_EQ(sizeof pair, 5);
	CHECK(__DECONST(char *, constant) == constant && __UNCONST(constant) == constant);
	CHECK(__containerof(&pair.b, struct pair, b) == &pair);
	CHECK_EQ(__arraycount(((int[3]){ 0 })), 3);
	CHECK(__predict_true(1) && !__predict_false(0));
#endif
}
