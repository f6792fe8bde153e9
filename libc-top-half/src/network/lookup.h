#ifndef WASI_LOOKUP_H
#define WASI_LOOKUP_H

#include "__musl/lookup.h"
#include <errno.h>
#include <sys/socket.h>
#include "stdio_impl.h"

/* There is no network: neither a server to ask nor a route to compare addresses by. */
#define socket(family, type, protocol) (errno = EAFNOSUPPORT, -1)

/* Opens /etc/hosts or /etc/services. Where the host shows none, it is a text of ours. */
hidden FILE *__open_netdb(const char *path, FILE *f, unsigned char *buf, size_t size);
#define __fopen_rb_ca __open_netdb

#endif
