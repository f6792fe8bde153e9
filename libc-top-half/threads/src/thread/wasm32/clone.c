#define _GNU_SOURCE
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include "pthread_impl.h"
#include "syscall.h"

/* wasi-threads: the host makes an instance with the same memory, and calls wasi_thread_start
 * in a thread of its own. */
__attribute__((__import_module__("wasi"), __import_name__("thread-spawn")))
int __wasi_thread_spawn(void *);

/* The bottom half, entry/thread.rs. */
int __thread_add(void);
void __thread_remove(int);
void __thread_made(int, int);
void __thread_begin(int);
void __library_lock(void);
void __library_unlock(void);
void __thread_leave(void);
void __thread_finish(int, volatile int *);

/* The numbers of threads of the host begin at 1. That of the first thread is before ours. */
#define FIRST 42

/* At the top of the stack of a new thread. wasi_thread_start reads the first two members before
 * it has a stack. */
struct start {
	void *stack;
	void *tls;
	int (*func)(void *);
	void *arg;
	struct pthread *self;
	volatile int *clear;
	int index;
	jmp_buf end;
};

/* The current thread's, 0 in the first. */
static _Thread_local struct start *start;

int __clone(int (*func)(void *), void *stack, int flags, void *arg, ...)
{
	va_list ap;
	va_start(ap, arg);
	int *parent_tid = va_arg(ap, int *);
	struct pthread *td = va_arg(ap, void *);
	int *child_tid = va_arg(ap, int *);
	va_end(ap);

	/* Only what pthread_create asks for. */
	if (!(flags & CLONE_THREAD)) return -ENOSYS;
	int index = __thread_add();
	if (index < 0) return index;
	struct start *s = (void *)(((uintptr_t)stack - sizeof *s) & -16);
	*s = (struct start){
		.stack = s, .tls = td->dtv, .func = func, .arg = arg,
		.self = td, .clear = child_tid, .index = index
	};
	/* The thread takes the lock first of all, so it does not begin, and end, without its number. */
	__library_lock();
	int tid = __wasi_thread_spawn(s);
	if (tid >= 0) __thread_made(index, tid + FIRST);
	__library_unlock();
	if (tid < 0) {
		__thread_remove(index);
		return -EAGAIN;
	}
	return *parent_tid = tid + FIRST;
}

/* Threads end on this stack, one at a time, with the lock of the library, which
 * __thread_finish releases. When others know that the thread has ended, they may use its own
 * stack. */
static char last_stack[4096] __attribute__((__aligned__(16)));

/* Weak: in a program that can throw, libc++abi's has a handler for exceptions. */
__attribute__((__weak__)) int __thread_call(int (*func)(void *), void *arg)
{
	return func(arg);
}

/* Weak: replaced by malloc's, which gives back what the thread kept. */
static void dummy(void)
{
}

weak_alias(dummy, __heap_leave);

hidden void __thread_start(int tid, struct start *s)
{
	start = s;
	__thread_pointer = s->self;
	s->self->tid = tid + FIRST;
	__thread_begin(s->index);
	if (!setjmp(s->end)) __thread_call(s->func, s->arg);

	__heap_leave();
	int index = start->index;
	volatile int *clear = start->clear;
	__thread_leave();
	__asm__ volatile (
		".globaltype __stack_pointer, i32\n"
		"local.get %0\n"
		"global.set __stack_pointer\n" :: "r"(last_stack + sizeof last_stack) : "memory");
	__thread_finish(index, clear);
}

/* exit(2). The first thread has no start; nobody frees its stack, so it may wake others
 * itself. */
hidden void __thread_end(void)
{
	if (start) longjmp(start->end, 1);
	a_store(&__thread_list_lock, 0);
	__syscall(SYS_futex, &__thread_list_lock, FUTEX_WAKE, 1);
}

hidden void __thread_clear(volatile int *word)
{
	if (start) start->clear = word;
}

__asm__ (
	".globaltype __stack_pointer, i32\n"
	".globaltype __tls_base, i32\n"
	".functype __thread_start (i32, i32) -> ()\n"
	".section .text.wasi_thread_start,\"\",@\n"
	".globl wasi_thread_start\n"
	".type wasi_thread_start,@function\n"
	"wasi_thread_start:\n"
	".functype wasi_thread_start (i32, i32) -> ()\n"
	"local.get 1\n"
	"i32.load 0\n"
	"global.set __stack_pointer\n"
	"local.get 1\n"
	"i32.load 4\n"
	"global.set __tls_base\n"
	"local.get 0\n"
	"local.get 1\n"
	"call __thread_start\n"
	"end_function\n"
	".export_name wasi_thread_start, wasi_thread_start\n");
