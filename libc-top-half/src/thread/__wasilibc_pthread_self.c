#include "pthread_impl.h"

#define SELF __wasilibc_pthread_self

/* The first thread. tid is the result of gettid and getpid. */
struct pthread SELF = {
	.self = &SELF,
	.prev = &SELF,
	.next = &SELF,
	.tid = 42,
	.detach_state = DT_JOINABLE,
	.robust_list.head = &SELF.robust_list.head,
	.locale = &libc.global_locale,
};
