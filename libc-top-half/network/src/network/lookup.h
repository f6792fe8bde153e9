#ifndef WASI_LOOKUP_H
#define WASI_LOOKUP_H

#include "__musl/lookup.h"
#include <errno.h>
#include "stdio_impl.h"

/* Opens /etc/hosts or /etc/services. Where the host shows none, it is a text of ours. */
hidden FILE *__open_netdb(const char *path, FILE *f, unsigned char *buf, size_t size);
#define __fopen_rb_ca __open_netdb

/* An address that the host found, of this family: the first 4 bytes, or all. */
struct found {
	int family;
	unsigned char addr[16];
};

/* The bottom half: looks up a name of this length; returns the number of addresses, or the
 * negative error number. */
hidden long __resolve_addresses(const char *name, size_t length, struct found *to, size_t most);

/* Upstream's __res_msend, which sends queries to name servers. */
hidden int __res_msend_servers(int nqueries, const unsigned char *const *queries,
	const int *qlens, unsigned char *const *answers, int *alens, int asize);

#endif
