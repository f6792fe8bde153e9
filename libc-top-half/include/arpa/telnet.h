#ifndef _WASI_ARPA_TELNET_H
#define _WASI_ARPA_TELNET_H

#include <arpa/__musl/telnet.h>

/* Upstream's is a value of C99, written out at each use. */
#undef telcmds
#define telcmds __telnet_commands

#ifdef __cplusplus
extern "C" {
#endif

extern char __telnet_commands[][6];

#ifdef __cplusplus
}
#endif

#endif
