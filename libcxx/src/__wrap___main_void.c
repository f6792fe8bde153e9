/* wasi-ld has start-up call this instead of __main_void in programs of C++, by --wrap. The
 * linker takes this one, which comes first in the archive; __cpp_exception.cpp has the one of
 * programs that can throw. */
int __real___main_void(void);

__attribute__((__weak__)) int __wrap___main_void(void)
{
	return __real___main_void();
}
