#include "import.h"

IMPORT(poll_oneoff)
int __imported_wasi_snapshot_preview1_poll_oneoff(const __wasi_subscription_t *in,
	__wasi_event_t *out, __wasi_size_t nsubscriptions, __wasi_size_t *nevents);

__wasi_errno_t __wasi_poll_oneoff(const __wasi_subscription_t *in, __wasi_event_t *out,
	__wasi_size_t nsubscriptions, __wasi_size_t *nevents)
{
	return __imported_wasi_snapshot_preview1_poll_oneoff(in, out, nsubscriptions, nevents);
}
