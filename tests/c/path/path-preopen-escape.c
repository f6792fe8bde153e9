/* Preopens: neither ".." nor a symlink leads to a host file outside. */
#include "../check.h"

int main(void)
{
	const char *names[] = {
		"/../secret", "/d/../../secret", "/up", "/d/up", "/chain/secret",
		"/d/../../../../../../etc/passwd", "/up/../secret", "/absolute",
		"/outside/secret",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		CHECK_EQ(open(names[i], O_RDONLY), -1);
		CHECK(errno == ENOENT || errno == EPERM || errno == EACCES);
		CHECK_EQ(access(names[i], F_OK), -1);
	}
	CHECK_FILE("/d/f", "inside");
}
