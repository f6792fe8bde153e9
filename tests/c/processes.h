/* Checks about children. */
#ifndef PROCESSES_H
#define PROCESSES_H

#include "check.h"
#include <signal.h>
#include <sys/wait.h>

/* Runs the statement in a child, which then exits with 0. */
#define IN_CHILD(...)                                                        \
	({                                                                   \
		pid_t check_child = fork();                                  \
		CHECK(check_child >= 0);                                     \
		if (check_child == 0) {                                      \
			__VA_ARGS__;                                         \
			_exit(0);                                            \
		}                                                            \
		check_child;                                                 \
	})

/* Waits for the child, which must have exited with this status. */
static inline void check_exit(const char *file, int line, pid_t pid, int want)
{
	int status = -1;

	if (waitpid(pid, &status, 0) != pid)
		check_failed(file, line, errno, "waitpid");
	if (!WIFEXITED(status) || WEXITSTATUS(status) != want)
		check_failed(file, line, 0, "status 0x%x, want exit %d", status,
			     want);
}
#define CHECK_EXIT(pid, want) check_exit(__FILE__, __LINE__, pid, want)

/* Waits for the child, which a signal must have ended. */
static inline void check_killed(const char *file, int line, pid_t pid, int want)
{
	int status = -1;

	if (waitpid(pid, &status, 0) != pid)
		check_failed(file, line, errno, "waitpid");
	if (!WIFSIGNALED(status) || WTERMSIG(status) != want)
		check_failed(file, line, 0, "status 0x%x, want signal %d",
			     status, want);
}
#define CHECK_KILLED(pid, want) check_killed(__FILE__, __LINE__, pid, want)

#endif
