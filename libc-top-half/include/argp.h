#ifndef _ARGP_H
#define _ARGP_H

/* Parses the arguments of a program by a description that its help is also printed from, as
 * in glibc. */

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define __NEED_size_t
#include <bits/alltypes.h>

#ifndef __error_t_defined
#define __error_t_defined 1
typedef int error_t;
#endif

struct argp;
struct argp_state;

struct argp_option {
	/* Long, without dashes; of an option with neither name nor key, doc is a header. */
	const char *name;
	/* The key that the parser is called with; also the short name, if it is a printable
	 * character. */
	int key;
	/* The name of its argument, if it has one. */
	const char *arg;
	int flags;
	const char *doc;
	/* By which the help is sorted: 0, 1, 2, …, -2, -1. */
	int group;
};

#define OPTION_ARG_OPTIONAL 0x1
#define OPTION_HIDDEN 0x2
/* Another name of the option before it. */
#define OPTION_ALIAS 0x4
/* Not an option, but a line of the help in the form of one. */
#define OPTION_DOC 0x8
#define OPTION_NO_USAGE 0x10
#define OPTION_NO_TRANS 0x20

/* Gets a key and an argument; returns ARGP_ERR_UNKNOWN for a key that is not its own. */
typedef error_t (*argp_parser_t)(int, char *, struct argp_state *);

#define ARGP_ERR_UNKNOWN E2BIG

/* An argument that is not an option; all remaining ones; and events in between. */
#define ARGP_KEY_ARG 0
#define ARGP_KEY_ARGS 0x1000006
#define ARGP_KEY_END 0x1000001
#define ARGP_KEY_NO_ARGS 0x1000002
#define ARGP_KEY_INIT 0x1000003
#define ARGP_KEY_FINI 0x1000007
#define ARGP_KEY_SUCCESS 0x1000004
#define ARGP_KEY_ERROR 0x1000005

struct argp {
	const struct argp_option *options;
	argp_parser_t parser;
	/* The names of its arguments, one line for each way of calling it. */
	const char *args_doc;
	/* For the help: the text before the options, and after a \v the text after them. */
	const char *doc;
	const struct argp_child *children;
	/* Returns the text to print instead of the second, which it may change; free frees it. */
	char *(*help_filter)(int, const char *, void *);
	const char *argp_domain;
};

struct argp_child {
	const struct argp *argp;
	int flags;
	/* Printed before its options; with "" they only stand apart. */
	const char *header;
	int group;
};

#define ARGP_KEY_HELP_PRE_DOC 0x2000001
#define ARGP_KEY_HELP_POST_DOC 0x2000002
#define ARGP_KEY_HELP_HEADER 0x2000003
#define ARGP_KEY_HELP_EXTRA 0x2000004
#define ARGP_KEY_HELP_DUP_ARGS_NOTE 0x2000005
#define ARGP_KEY_HELP_ARGS_DOC 0x2000006

struct argp_state {
	const struct argp *root_argp;
	int argc;
	char **argv;
	/* The argument after the one that is parsed; a parser may change it. */
	int next;
	unsigned flags;
	/* The number of arguments of this parser so far. */
	unsigned arg_num;
	/* Where the arguments after -- begin, or 0. */
	int quoted;
	void *input;
	void **child_inputs;
	void *hook;
	char *name;
	FILE *err_stream;
	FILE *out_stream;
	void *pstate;
};

#define ARGP_PARSE_ARGV0 0x01
#define ARGP_NO_ERRS 0x02
#define ARGP_NO_ARGS 0x04
#define ARGP_IN_ORDER 0x08
#define ARGP_NO_HELP 0x10
#define ARGP_NO_EXIT 0x20
#define ARGP_LONG_ONLY 0x40
#define ARGP_SILENT (ARGP_NO_EXIT | ARGP_NO_ERRS | ARGP_NO_HELP)

error_t argp_parse(const struct argp *__restrict, int, char **__restrict, unsigned, int *__restrict,
	void *__restrict);

/* Set by the program. */
extern const char *argp_program_version;
extern void (*argp_program_version_hook)(FILE *, struct argp_state *);
extern const char *argp_program_bug_address;
extern error_t argp_err_exit_status;

#define ARGP_HELP_USAGE 0x01
#define ARGP_HELP_SHORT_USAGE 0x02
#define ARGP_HELP_SEE 0x04
#define ARGP_HELP_LONG 0x08
#define ARGP_HELP_PRE_DOC 0x10
#define ARGP_HELP_POST_DOC 0x20
#define ARGP_HELP_DOC (ARGP_HELP_PRE_DOC | ARGP_HELP_POST_DOC)
#define ARGP_HELP_BUG_ADDR 0x40
#define ARGP_HELP_LONG_ONLY 0x80
#define ARGP_HELP_EXIT_ERR 0x100
#define ARGP_HELP_EXIT_OK 0x200
#define ARGP_HELP_STD_ERR (ARGP_HELP_SEE | ARGP_HELP_EXIT_ERR)
#define ARGP_HELP_STD_USAGE (ARGP_HELP_SHORT_USAGE | ARGP_HELP_SEE | ARGP_HELP_EXIT_ERR)
#define ARGP_HELP_STD_HELP \
	(ARGP_HELP_SHORT_USAGE | ARGP_HELP_LONG | ARGP_HELP_EXIT_OK | ARGP_HELP_DOC \
		| ARGP_HELP_BUG_ADDR)

void argp_help(const struct argp *__restrict, FILE *__restrict, unsigned, char *__restrict);
void argp_state_help(const struct argp_state *__restrict, FILE *__restrict, unsigned);
void argp_usage(const struct argp_state *);

#if __GNUC__ >= 3
#define __ARGP_FORMAT(text, first) __attribute__((__format__(__printf__, text, first)))
#else
#define __ARGP_FORMAT(text, first)
#endif

/* They print, and exit unless the flags say not to. */
void argp_error(const struct argp_state *__restrict, const char *__restrict, ...)
	__ARGP_FORMAT(2, 3);
void argp_failure(const struct argp_state *__restrict, int, int, const char *__restrict, ...)
	__ARGP_FORMAT(4, 5);

#undef __ARGP_FORMAT

#ifdef __cplusplus
}
#endif

#endif
