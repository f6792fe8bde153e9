#ifndef _ERROR_H
#define _ERROR_H

#ifdef __cplusplus
extern "C" {
#endif

#if __GNUC__ >= 3
#define __ERROR_FORMAT(text, first) __attribute__((__format__(__printf__, text, first)))
#else
#define __ERROR_FORMAT(text, first)
#endif

/* They return if the status is 0. */
void error(int, int, const char *, ...) __ERROR_FORMAT(3, 4);
void error_at_line(int, int, const char *, unsigned, const char *, ...) __ERROR_FORMAT(5, 6);

extern unsigned error_message_count;
extern int error_one_per_line;
extern void (*error_print_progname)(void);

#undef __ERROR_FORMAT

#ifdef __cplusplus
}
#endif

#endif
