/* Not expressible in C: passes a signal on, from an interrupted function. A function that calls
 * no other may use 128 bytes below __stack_pointer (LLVM's red zone), so the stack of a handler
 * begins below them. If the handler leaves by longjmp, the compiler restores __stack_pointer in
 * the catching frame. */
__asm__(".globaltype __stack_pointer, i32\n"

	".functype __signal_arrives (i32, i32, i32, i32, i32) -> (i32)\n"

	".globl __below_red_zone\n"
	".hidden __below_red_zone\n"
	".type __below_red_zone,@function\n"
	"__below_red_zone:\n"
	".functype __below_red_zone (i32, i32, i32, i32, i32) -> (i32)\n"
	".local i32\n"
	"global.get __stack_pointer\n"
	"local.tee 5\n"
	"i32.const 128\n"
	"i32.sub\n"
	"global.set __stack_pointer\n"
	"local.get 0\n"
	"local.get 1\n"
	"local.get 2\n"
	"local.get 3\n"
	"local.get 4\n"
	"call __signal_arrives\n"
	"local.get 5\n"
	"global.set __stack_pointer\n"
	"end_function\n");
