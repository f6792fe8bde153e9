/* WASI's file types for sockets, with its fdflag NONBLOCK moved up. */
#define SOCK_DGRAM 5
#define SOCK_STREAM 6
#define SOCK_CLOEXEC 0x2000
#define SOCK_NONBLOCK 0x4000

#define SOL_SOCKET 0x7fffffff
