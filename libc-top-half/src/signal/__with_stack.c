/* Not expressible in C: calls a function on another stack, for sigaltstack. If it leaves by
 * longjmp or an exception, the stack of the catching frame is restored: the compiler sets
 * __stack_pointer there. */
__asm__(".globaltype __stack_pointer, i32\n"

	".globl __with_stack\n"
	".hidden __with_stack\n"
	".type __with_stack,@function\n"
	"__with_stack:\n"
	".functype __with_stack (i32, i32, i32) -> ()\n"
	".local i32\n"
	"global.get __stack_pointer\n"
	"local.set 3\n"
	"local.get 0\n"
	"global.set __stack_pointer\n"
	"local.get 2\n"
	"local.get 1\n"
	"call_indirect (i32) -> ()\n"
	"local.get 3\n"
	"global.set __stack_pointer\n"
	"end_function\n"

	".globl __stack_now\n"
	".hidden __stack_now\n"
	".type __stack_now,@function\n"
	"__stack_now:\n"
	".functype __stack_now () -> (i32)\n"
	"global.get __stack_pointer\n"
	"end_function\n");
