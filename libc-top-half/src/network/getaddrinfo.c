#include <stdlib.h>
#include <string.h>
#include "lookup.h"

static const int known = AI_PASSIVE | AI_CANONNAME | AI_NUMERICHOST | AI_V4MAPPED | AI_ALL
	| AI_ADDRCONFIG | AI_NUMERICSERV;

static void fill(struct aibuf *to, const struct address *address, const struct service *service)
{
	int is_v4 = address->family == AF_INET;

	to->ai.ai_family = address->family;
	to->ai.ai_socktype = service->socktype;
	to->ai.ai_protocol = service->proto;
	to->ai.ai_addr = (void *)&to->sa;
	to->ai.ai_addrlen = is_v4 ? sizeof to->sa.sin : sizeof to->sa.sin6;
	if (is_v4) {
		to->sa.sin.sin_family = AF_INET;
		to->sa.sin.sin_port = htons(service->port);
		memcpy(&to->sa.sin.sin_addr, address->addr, 4);
	} else {
		to->sa.sin6.sin6_family = AF_INET6;
		to->sa.sin6.sin6_port = htons(service->port);
		to->sa.sin6.sin6_scope_id = address->scopeid;
		memcpy(&to->sa.sin6.sin6_addr, address->addr, 16);
	}
}

/* AI_ADDRCONFIG excludes nothing: the networks of the host's sockets are unknown.
 * freeaddrinfo expects all results in one block, with their number in the first. */
int getaddrinfo(const char *restrict host, const char *restrict serv,
	const struct addrinfo *restrict hint, struct addrinfo **restrict res)
{
	static const struct addrinfo any = {.ai_family = AF_UNSPEC};
	struct service services[MAXSERVS];
	struct address addresses[MAXADDRS];
	char canon[256];
	int nservices, naddresses, count;
	size_t room;
	struct aibuf *out;

	if (!hint) hint = &any;
	if (!host && !serv) return EAI_NONAME;
	if (hint->ai_flags & ~known) return EAI_BADFLAGS;
	if (!host && hint->ai_flags & AI_CANONNAME) return EAI_BADFLAGS;
	switch (hint->ai_family) {
	case AF_UNSPEC:
	case AF_INET:
	case AF_INET6:
		break;
	default:
		return EAI_FAMILY;
	}

	nservices = __lookup_serv(services, serv, hint->ai_protocol, hint->ai_socktype,
		hint->ai_flags);
	if (nservices < 0) return nservices;
	naddresses = __lookup_name(addresses, canon, host, hint->ai_family, hint->ai_flags);
	if (naddresses < 0) return naddresses;

	count = naddresses * nservices;
	room = hint->ai_flags & AI_CANONNAME ? strlen(canon) + 1 : 0;
	out = calloc(1, count * sizeof *out + room);
	if (!out) return EAI_MEMORY;
	for (int i = 0; i < count; i++) {
		fill(out + i, addresses + i / nservices, services + i % nservices);
		out[i].slot = i;
		if (i) out[i - 1].ai.ai_next = &out[i].ai;
	}
	if (room) out->ai.ai_canonname = memcpy(out + count, canon, room);
	out->ref = count;
	*res = &out->ai;
	return 0;
}
