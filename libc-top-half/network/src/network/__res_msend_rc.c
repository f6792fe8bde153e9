#include <arpa/nameser.h>
#include <resolv.h>
#include <string.h>
#include "lookup.h"

/* The host looks names up, and getaddrinfo and similar functions are upstream's: they send two queries, for
 * addresses of IPv4 and of IPv6. Nothing is sent here. The addresses that the host has for the name
 * become the answers. */
enum { RESPONSE = 0x80 };

/* Looks up the name in a query. The result is as __resolve_addresses has it. */
static long look_up(const unsigned char *query, int length, struct found *to)
{
	char name[256];

	if (dn_expand(query, query + length, query + NS_HFIXEDSZ, name, sizeof name) < 0) return -ENOENT;
	return __resolve_addresses(name, strlen(name), to, MAXADDRS);
}

/* Adds a record for each address of the family that a query asks for. */
static int answer(const unsigned char *query, int length, unsigned char *to, int room,
	const struct found *found, long count)
{
	int type = query[length - 3], size = type == ns_t_a ? 4 : 16, records = 0;
	unsigned char *at = to + length;

	for (long i = 0; i < count; i++) {
		const unsigned char head[12] = {
			NS_CMPRSFLGS, NS_HFIXEDSZ, 0, type, 0, ns_c_in, [11] = size,
		};

		if ((found[i].family == AF_INET ? ns_t_a : ns_t_aaaa) != type) continue;
		if (room - (at - to) < (int)sizeof head + size) break;
		memcpy(at, head, sizeof head);
		memcpy(at + sizeof head, found[i].addr, size);
		at += sizeof head + size;
		records++;
	}
	to[7] = records;
	return at - to;
}

int __res_msend_rc(int nqueries, const unsigned char *const *queries, const int *qlens,
	unsigned char *const *answers, int *alens, int asize, const struct resolvconf *conf)
{
	struct found found[MAXADDRS];
	long count;
	int code = 0;

	/* All queries are for the same name. */
	count = look_up(queries[0], qlens[0], found);
	switch (count) {
	case -ENOENT:
		code = ns_r_nxdomain;
		break;
	case -EAGAIN:
		code = ns_r_servfail;
		break;
	case -EIO:
		code = ns_r_refused;
		break;
	default:
		if (count < 0) {
			errno = -count;
			return -1;
		}
	}
	for (int i = 0; i < nqueries; i++) {
		memcpy(answers[i], queries[i], qlens[i]);
		answers[i][2] |= RESPONSE;
		answers[i][3] = code;
		alens[i] = answer(queries[i], qlens[i], answers[i], asize, found, count);
	}
	return 0;
}
