/* Upstream waits for the list in a thread. Here a request is complete when aio_read or
 * aio_write returns, so LIO_NOWAIT has nothing to wait for. */
#include <aio.h>
#include <errno.h>
#include "notify.h"

int lio_listio(int mode, struct aiocb *restrict const *restrict cbs, int n,
	struct sigevent *restrict event)
{
	int failed = 0;
	if (n < 0 || (mode != LIO_WAIT && mode != LIO_NOWAIT)) {
		errno = EINVAL;
		return -1;
	}
	for (int i = 0; i < n; i++) {
		struct aiocb *cb = cbs[i];
		int refused = 0;
		if (!cb || cb->aio_lio_opcode == LIO_NOP) continue;
		if (cb->aio_lio_opcode == LIO_READ) {
			refused = aio_read(cb);
		} else if (cb->aio_lio_opcode == LIO_WRITE) {
			refused = aio_write(cb);
		} else {
			cb->__ret = refused = -1;
			cb->__err = EINVAL;
		}
		failed |= refused || (mode == LIO_WAIT && aio_error(cb));
	}
	if (mode == LIO_NOWAIT && event) __aio_notify(event);
	if (!failed) return 0;
	errno = EIO;
	return -1;
}
