/* fopencookie: the stream works through the four functions given. */
#include "../check.h"

static char store[64];
static size_t place;
static int closed;

static ssize_t cookie_read(void *cookie, char *buffer, size_t n)
{
	CHECK(cookie == store);
	size_t left = strlen(store) - place;
	if (n > left)
		n = left;
	memcpy(buffer, store + place, n);
	place += n;
	return (ssize_t)n;
}

static ssize_t cookie_write(void *cookie, const char *buffer, size_t n)
{
	CHECK(cookie == store);
	memcpy(store + place, buffer, n);
	place += n;
	return (ssize_t)n;
}

static int cookie_seek(void *cookie, off_t *offset, int whence)
{
	CHECK(cookie == store);
	if (whence == SEEK_SET)
		place = (size_t)*offset;
	else if (whence == SEEK_CUR)
		place += (size_t)*offset;
	else
		place = strlen(store) + (size_t)*offset;
	*offset = (off_t)place;
	return 0;
}

static int cookie_close(void *cookie)
{
	CHECK(cookie == store);
	closed++;
	return 0;
}

int main(void)
{
	char line[32];
	cookie_io_functions_t io = { cookie_read, cookie_write, cookie_seek,
				     cookie_close };
	FILE *f = fopencookie(store, "r+", io);

	CHECK(f != NULL);
	CHECK_EQ(fprintf(f, "%d cookies\n", 12), 11);
	CHECK_EQ(fflush(f), 0);
	CHECK_STR(store, "12 cookies\n");
	CHECK_EQ(fseek(f, 3, SEEK_SET), 0);
	CHECK_STR(fgets(line, sizeof line, f), "cookies\n");
	CHECK_EQ(fclose(f), 0);
	CHECK_EQ(closed, 1);
}
