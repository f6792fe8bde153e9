#include <stdlib.h>
#include <wasi/api.h>
#include "../exit/one_exit.h"
#include "pthread_impl.h"
#include "stdio_impl.h"

static void dummy(void)
{
}

weak_alias(dummy, __funcs_on_exit);
weak_alias(dummy, __stdio_exit);

static void (*first)(void) = dummy, (*last)(void) = dummy;

/* As in the common overlay. */
void __before_exit(void (*call)(void))
{
	last = call;
}

static _Thread_local struct object {
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
		free(o);
	}
}

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static int has_key;

static void at_end(void *objects)
{
	destroy_all();
}

static void make_key(void)
{
	has_key = !pthread_key_create(&key, at_end);
	first = destroy_all;
}

/* C++ registers the destructors of thread_local objects with this. They run when their thread
 * ends: those of the thread that calls exit before those of static objects and functions of
 * atexit, as the standard says. */
int __cxa_thread_atexit(void (*destroy)(void *), void *object, void *dso)
{
	pthread_once(&once, make_key);
	struct object *o = malloc(sizeof *o);
	if (!o) return -1;
	/* Any value that is not null: the key's function is called for it. */
	if (!has_key || pthread_setspecific(key, o)) {
		free(o);
		return -1;
	}
	*o = (struct object){ destroy, object, objects };
	objects = o;
	return 0;
}

weak_alias(__cxa_thread_atexit, __cxa_thread_atexit_impl);

_Noreturn void exit(int code)
{
	__one_exit();
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
	__one_exit();
	first();
	__funcs_on_exit();
	__stdio_exit();
	last();
}
