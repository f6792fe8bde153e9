/* setenv: 1,000 variables, replaced and removed; environ shows each once. */
#include "../check.h"

extern char **environ;

int main(void)
{
	char name[16], value[16];
	int count = 0;

	for (int round = 0; round < 3; round++)
		for (int i = 0; i < 1000; i++) {
			snprintf(name, sizeof name, "V%d", i);
			snprintf(value, sizeof value, "%d", i * round);
			CHECK_EQ(setenv(name, value, 1), 0);
		}
	for (int i = 0; i < 1000; i += 2) {
		snprintf(name, sizeof name, "V%d", i);
		CHECK_EQ(unsetenv(name), 0);
	}
	for (int i = 0; i < 1000; i++) {
		snprintf(name, sizeof name, "V%d", i);
		snprintf(value, sizeof value, "%d", i * 2);
		if (i % 2 == 0)
			CHECK(getenv(name) == NULL);
		else
			CHECK_STR(getenv(name), value);
	}
	for (char **e = environ; *e != NULL; e++)
		count++;
	CHECK_EQ(count, 500);
}
