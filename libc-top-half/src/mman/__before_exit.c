#include <stdlib.h>
#include <wasi/api.h>
#include "libc.h"
#include "stdio_impl.h"

static void dummy(void)
{
}

weak_alias(dummy, __funcs_on_exit);
weak_alias(dummy, __stdio_exit);

static void (*first)(void) = dummy, (*last)(void) = dummy;

/* Calls a function after everything else at exit. Only code that maps files needs that: a
 * program that links this gets these versions of exit's functions instead of the weak ones
 * in ../exit. For an undefined name, the linker takes the member that comes first in the
 * archive, and that is the weak one. */
void __before_exit(void (*call)(void))
{
	last = call;
}

static struct object {
	void (*destroy)(void *);
	void *object;
	struct object *before;
} *objects;

/* A destructor may register another. */
static void destroy_all(void)
{
	while (objects) {
		struct object *o = objects;
		objects = o->before;
		o->destroy(o->object);
	}
}

/* C++ registers the destructors of thread_local objects with this. The standard requires
 * that they run before those of static objects and functions of atexit. */
int __cxa_thread_atexit(void (*destroy)(void *), void *object, void *dso)
{
	struct object *o = malloc(sizeof *o);
	if (!o) return -1;
	*o = (struct object){ destroy, object, objects };
	objects = o;
	first = destroy_all;
	return 0;
}

weak_alias(__cxa_thread_atexit, __cxa_thread_atexit_impl);

_Noreturn void exit(int code)
{
	first();
	__funcs_on_exit();
	__stdio_exit();
	_Exit(code);
}

_Noreturn void _Exit(int code)
{
	last();
	__wasi_proc_exit(code & 0xff);
}

void __wasm_call_dtors(void)
{
	first();
	__funcs_on_exit();
	__stdio_exit();
	last();
}
