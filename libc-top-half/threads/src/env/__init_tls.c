#include <string.h>
#include "pthread_impl.h"

volatile int __thread_list_lock;

extern void __wasm_init_tls(void *);

/* The linker lays out the block of thread-local variables; the host or the linker's start
 * function has set up that of the first thread. */
extern hidden struct pthread __wasilibc_pthread_self;
_Thread_local struct pthread *__thread_pointer = &__wasilibc_pthread_self;

/* The data that pthread_create relies on. Before the constructors of the program. */
__attribute__((__constructor__(11))) static void allow_threads(void)
{
	size_t align = __builtin_wasm_tls_align();
	libc.tls_align = align < 16 ? 16 : align;
	libc.tls_size = __builtin_wasm_tls_size() + sizeof(struct pthread) + 2 * libc.tls_align;
	libc.can_do_threads = 1;
}

int __init_tp(void *p)
{
	return 0;
}

/* The block of a new thread, its structure after it, and its keys at the end. __wasm_init_tls
 * makes the block that of the caller, which has one. The memory may have been another thread's
 * stack. */
void *__copy_tls(unsigned char *mem)
{
	uintptr_t block = ((uintptr_t)mem + libc.tls_align - 1) & -libc.tls_align;
	pthread_t td = (void *)((block + __builtin_wasm_tls_size() + 15) & -16);
	void *own = __builtin_wasm_tls_base();
	memset(td, 0, (uintptr_t)mem + libc.tls_size + __pthread_tsd_size - (uintptr_t)td);
	__wasm_init_tls((void *)block);
	__asm__ volatile (
		".globaltype __tls_base, i32\n"
		"local.get %0\n"
		"global.set __tls_base\n" :: "r"(own) : "memory");
	td->dtv = (uintptr_t *)block;
	return td;
}
