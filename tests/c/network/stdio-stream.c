/* A connection as a stream of stdio, line by line. */
#include "../network.h"

int main(void)
{
	int fds[2];
	char line[64];
	FILE *client, *server;

	connection(fds);
	client = fdopen(fds[0], "r+");
	server = fdopen(fds[1], "r+");
	CHECK(client != NULL && server != NULL);
	CHECK(fprintf(client, "GET /%d\n", 42) > 0);
	CHECK_EQ(fflush(client), 0);
	CHECK_STR(fgets(line, sizeof line, server), "GET /42\n");
	CHECK_EQ(fseek(server, 0, SEEK_CUR), -1);
	CHECK_EQ(errno, ESPIPE);
	CHECK(dprintf(fds[1], "%s\n", "200 OK") > 0);
	CHECK_EQ(shutdown(fds[1], SHUT_WR), 0);
	CHECK_STR(fgets(line, sizeof line, client), "200 OK\n");
	CHECK(fgets(line, sizeof line, client) == NULL);
	CHECK(feof(client));
	CHECK_EQ(fclose(client), 0);
	CHECK_ERRNO(close(fds[0]), EBADF);
}
