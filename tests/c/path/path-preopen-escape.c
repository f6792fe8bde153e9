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
		CHECK_ERRNO(open(names[i], O_RDONLY), ENOENT);
		CHECK_ERRNO(access(names[i], F_OK), ENOENT);
	}
	CHECK_FILE("/d/f", "inside");
}
