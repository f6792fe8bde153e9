/* Protocols by name and by number; names of errors. */
#include "../check.h"
#include <netdb.h>
#include <netinet/in.h>

int main(void)
{
	struct protoent *protocol;

	static const struct {
		const char *name;
		int number;
	} known[] = {{"ip", 0}, {"icmp", 1}, {"tcp", 6}, {"udp", 17}, {"ipv6", 41}, {"ipv6-icmp", 58}};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		protocol = getprotobyname(known[i].name);
		CHECK(protocol != NULL);
		CHECK_EQ(protocol->p_proto, known[i].number);
		protocol = getprotobynumber(known[i].number);
		CHECK(protocol != NULL);
		CHECK_STR(protocol->p_name, known[i].name);
	}
	CHECK(getprotobyname("no such protocol") == NULL);
	CHECK(getprotobynumber(253) == NULL);
	setprotoent(0);
	protocol = getprotoent();
	CHECK(protocol != NULL);
	CHECK_STR(protocol->p_name, "ip");
	endprotoent();

	CHECK(strlen(gai_strerror(EAI_NONAME)) > 0);
	CHECK(strcmp(gai_strerror(EAI_NONAME), gai_strerror(EAI_FAIL)) != 0);
	CHECK(strlen(hstrerror(HOST_NOT_FOUND)) > 0);
	CHECK(strcmp(hstrerror(HOST_NOT_FOUND), hstrerror(NO_RECOVERY)) != 0);
	CHECK(getservbyname("80", "tcp") == NULL);
	CHECK(getservbyname("no such service", NULL) == NULL);
}
