/*
 * Runs a list of operations on processes and descriptors, and prints what each returns. The test
 * model/processes runs it natively and on WASI with the same lists, whose results must not depend
 * on which process runs when: see xtask/src/test/model.rs, which makes them.
 *
 * An operation is a letter with its numbers behind it, separated by commas. Descriptors are
 * FIRST and up.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FIRST = 20, MOST_CHILDREN = 100 };

static unsigned hash = 5381;
static int quiet, depth, count;
static pid_t children[MOST_CHILDREN];

static void add(const void *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		hash = hash * 33 + ((const unsigned char *)bytes)[i];
}

/* Prints a line; a quiet process, which runs at the same time as others, only adds it to its
 * hash. */
static void say(const char *format, ...)
{
	char line[128];
	va_list args;

	va_start(args, format);
	int length = vsnprintf(line, sizeof line, format, args);
	va_end(args);
	if (quiet)
		add(line, (size_t)length);
	else if (write(1, line, (size_t)length) != length)
		_exit(99);
}

/* Not all numbers of errors and not all messages are the same everywhere. */
static const char *error(void)
{
	switch (errno) {
	case EBADF: return "EBADF";
	case EAGAIN: return "EAGAIN";
	case EPIPE: return "EPIPE";
	case ESPIPE: return "ESPIPE";
	case EINVAL: return "EINVAL";
	case ECHILD: return "ECHILD";
	case ENOENT: return "ENOENT";
	case ESRCH: return "ESRCH";
	case EPERM: return "EPERM";
	default: return strerror(errno);
	}
}

static void result(char operation, long value)
{
	if (value < 0)
		say("%d %c %s\n", depth, operation, error());
	else
		say("%d %c %ld\n", depth, operation, value);
}

static void end(int status)
{
	_exit(quiet ? (int)(hash % 251) : status);
}

/* Moves a new descriptor to its place. */
static int place(int fd, int at)
{
	if (fd < 0 || fd == at)
		return fd;
	int moved = dup2(fd, at);
	close(fd);
	return moved;
}

static int make_pipe(int reader, int writer, int flags)
{
	int ends[2];

	if (pipe2(ends, flags) < 0)
		return -1;
	place(ends[0], reader);
	return place(ends[1], writer) < 0 ? -1 : 0;
}

static int open_file(int at, int name, int how)
{
	static const int flags[] = {
		O_RDONLY, O_RDWR | O_CREAT, O_WRONLY | O_CREAT | O_APPEND, O_RDWR | O_CREAT | O_TRUNC,
	};
	char path[] = { 'f', (char)('0' + name), 0 };

	return place(open(path, flags[how & 3], 0644), at);
}

static char block[1 << 18];

static long write_some(int fd, long length)
{
	static unsigned char next;

	for (long i = 0; i < length; i++)
		block[i] = (char)(next++ + depth * 7);
	return write(fd, block, (size_t)length);
}

/* As much as there is, or with `all` as much as was asked for. */
static long read_some(int fd, long length, int all)
{
	long total = 0, n;

	do {
		n = read(fd, block, (size_t)(length - total));
		if (n > 0) {
			unsigned before = hash;
			add(block, (size_t)n);
			if (!all)
				say("%d bytes %u\n", depth, hash ^ before);
			total += n;
		}
	} while (all && n > 0 && total < length);
	return n < 0 ? -1 : total;
}

/* The end of the part after this `(`. */
static const char *skip(const char *at)
{
	for (int open = 1; open > 0 && *at != 0; at++)
		open += *at == '(' ? 1 : *at == ')' ? -1 : 0;
	return at;
}

/* The place of a child among all. */
static int which(pid_t pid)
{
	int place = 0;

	while (place < count && children[place] != pid)
		place++;
	return place;
}

static int by_number(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* All children that have ended, sorted: the kernel may report them in any order. Those from
 * before an exec have no place. */
static void wait_for_all(void)
{
	static int ended[2 * MOST_CHILDREN];
	int status, length = 0;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0 && length < 2 * MOST_CHILDREN)
		ended[length++] = which(pid) << 16 | status;
	qsort(ended, (size_t)length, sizeof *ended, by_number);
	for (int i = 0; i < length; i++)
		say("%d W child %d status %x\n", depth, ended[i] >> 16, ended[i] & 0xffff);
	result('W', pid);
}

static void run(const char *at)
{
	for (;;) {
		char operation = *at++;
		long n[3] = { 0, 0, 0 };
		char *after = (char *)at;
		int status;
		pid_t pid;

		for (int i = 0; i < 3 && *at >= '0' && *at <= '9'; i++) {
			n[i] = strtol(at, &after, 10);
			at = *after == ',' ? after + 1 : after;
		}
		int a = FIRST + (int)n[0], b = FIRST + (int)n[1];
		switch (operation) {
		case 0:
		case ')':
			end(0);
		case 'x':
			end((int)n[0]);
		case 'k':
			signal((int)n[0], SIG_DFL);
			kill(getpid(), (int)n[0]);
			end(98);
		case 'p':
			result(operation, make_pipe(a, b, O_NONBLOCK));
			break;
		case 'P':
			result(operation, make_pipe(a, b, 0));
			break;
		case 'o':
			result(operation, open_file(a, (int)n[1], (int)n[2]) < 0 ? -1 : 0);
			break;
		case 'w':
			result(operation, write_some(a, n[1]));
			break;
		case 'r':
			result(operation, read_some(a, n[1], 0));
			break;
		case 'R':
			result(operation, read_some(a, n[1], 1));
			break;
		case 'd':
			result(operation, dup2(a, b) < 0 ? -1 : 0);
			break;
		case 'c':
			result(operation, close(a));
			break;
		case 's':
			result(operation, lseek(a, n[1], SEEK_SET));
			break;
		case 't':
			result(operation, lseek(a, 0, SEEK_CUR));
			break;
		case 'g':
			status = fcntl(a, F_GETFL);
			result(operation, status < 0 ? -1 : !!(status & O_APPEND) + 2 * !!(status & O_NONBLOCK));
			break;
		case 'f':
			result(operation, fcntl(a, F_SETFL, O_NONBLOCK | (n[1] & 1 ? O_APPEND : 0)));
			break;
		case 'e':
			result(operation, fcntl(a, F_SETFD, n[1] & 1 ? FD_CLOEXEC : 0));
			break;
		case 'q':
			quiet = 1;
			break;
		case 'E': {
			char state[64];
			sprintf(state, "%u,%d,%d", hash, depth, quiet);
			execl("self", "self", at, state, (char *)NULL);
			say("%d E %s\n", depth, error());
			break;
		}
		case '(': /* A child: n[0] says whether this process waits until it has ended. */
			pid = count < MOST_CHILDREN ? fork() : -1;
			if (pid == 0) {
				depth++;
				count = 0;
				break;
			}
			at = skip(at);
			if (pid < 0) {
				say("%d ( %s\n", depth, error());
				break;
			}
			children[count++] = pid;
			if (n[0]) {
				siginfo_t info;
				waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT);
				say("%d ( %d %d\n", depth, info.si_code, info.si_status);
			}
			break;
		case 'W':
			wait_for_all();
			break;
		case 'V': /* The n[0]th child. */
			pid = n[0] < count ? waitpid(children[n[0]], &status, 0) : 0;
			if (pid > 0)
				say("%d V child %d status %x\n", depth, which(pid), status);
			else
				result(operation, pid);
			break;
		default:
			say("unknown operation %c\n", operation);
			end(97);
		}
	}
}

int main(int argc, char **argv)
{
	signal(SIGPIPE, SIG_IGN);
	if (argc > 2)
		sscanf(argv[2], "%u,%d,%d", &hash, &depth, &quiet);
	if (argc > 1)
		run(argv[1]);
}
