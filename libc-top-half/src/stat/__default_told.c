#include <errno.h>
#include "features.h"
#include <stddef.h>
#include <stdint.h>

/* A program that cannot tell permissions and owners apart does not ask the host for them.
 * Another links the version of the bottom half. The archive lists members by their names: this
 * one must come before that. */
weak uint16_t __told(uint32_t operation, int fd, const char *path, size_t len, int flags,
	uint64_t numbers, void *stat)
{
	return ENOSYS;
}
