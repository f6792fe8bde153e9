#ifndef _WASI_SYS_SOCKET_H
#define _WASI_SYS_SOCKET_H

#include <sys/__musl/socket.h>

#undef SOCK_SEQPACKET
#undef SOCK_DCCP
#define SOCK_SEQPACKET 11
#define SOCK_DCCP 12

#undef SHUT_RD
#undef SHUT_WR
#undef SHUT_RDWR
#define SHUT_RD 1
#define SHUT_WR 2
#define SHUT_RDWR (SHUT_RD | SHUT_WR)

/* The families that moved up made room for WASI's three. */
#undef PF_LOCAL
#undef PF_INET
#undef PF_INET6
#undef PF_AX25
#define PF_INET 1
#define PF_INET6 2
#define PF_LOCAL 3
#define PF_AX25 10

/* WASI's riflags and roflags: MSG_TRUNC is only ever a result. */
#undef MSG_PEEK
#undef MSG_WAITALL
#undef MSG_TRUNC
#undef MSG_OOB
#define MSG_PEEK 0x0001
#define MSG_WAITALL 0x0002
#define MSG_TRUNC 0x0001
#define MSG_OOB 0x0100

#endif
