/* The tag of C++'s exceptions and of Rust's panics. A libunwind for WebAssembly has it too:
 * it comes before the library, and then this one is not linked. */
__asm__(".globl __cpp_exception\n"
	".tagtype __cpp_exception i32\n"
	"__cpp_exception:\n");
