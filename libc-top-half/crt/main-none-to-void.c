/* Linked instead of the library's __main_void into programs with a `void main()`: its
 * exit status is 0. wasi-ld picks the object by the type of main. */
void __main_of_none(void) __asm__("main");

int __main_void(void)
{
	__main_of_none();
	return 0;
}
