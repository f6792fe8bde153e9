#include <wasi/api.h>

/* The functions of this directory give objects compiled against wasi-libc, and
 * programs that want it, the interface itself, without the bottom half. */
#define IMPORT(name) \
	__attribute__((__import_module__("wasi_snapshot_preview1"), __import_name__(#name)))
