#include "import.h"

IMPORT(environ_get)
int __imported_wasi_snapshot_preview1_environ_get(uint8_t **environ, uint8_t *environ_buf);

__wasi_errno_t __wasi_environ_get(uint8_t **environ, uint8_t *environ_buf)
{
	return __imported_wasi_snapshot_preview1_environ_get(environ, environ_buf);
}
