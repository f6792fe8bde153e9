/* environ: every variable given is there once, and nothing else. */
#include "../check.h"

extern char **environ;

int main(void)
{
	int a = 0, b = 0, others = 0;

	for (char **e = environ; *e != NULL; e++)
		if (strcmp(*e, "A=1") == 0)
			a++;
		else if (strcmp(*e, "B=") == 0)
			b++;
		else
			others++;
	CHECK_EQ(a, 1);
	CHECK_EQ(b, 1);
	CHECK_EQ(others, 0);
	CHECK_STR(secure_getenv("A"), "1");
}
