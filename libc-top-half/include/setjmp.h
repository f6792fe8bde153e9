#ifndef _WASI_SETJMP_H
#define _WASI_SETJMP_H

#include <__musl/setjmp.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The compiler does the work of setjmp, which it knows by this name only. */

#if defined(_XOPEN_SOURCE) || defined(_GNU_SOURCE) || defined(_BSD_SOURCE)
#define _setjmp(buf) setjmp(buf)
#endif

#if defined(_POSIX_SOURCE) || defined(_POSIX_C_SOURCE) || defined(_XOPEN_SOURCE) \
	|| defined(_GNU_SOURCE) || defined(_BSD_SOURCE)
struct __jmp_buf_tag *__sigsetjmp_save(struct __jmp_buf_tag *, int);
#define sigsetjmp(buf, save) setjmp(__sigsetjmp_save((buf), (save)))
#endif

#ifdef __cplusplus
}
#endif

#endif
