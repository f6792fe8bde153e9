#include <stdarg.h>
#include <stdint.h>
#include <sys/sem.h>
#include "ipc.h"

union semun {
	int val;
	struct semid_ds *buf;
	unsigned short *array;
};

/* From the linker. */
extern hidden char __stack_high[];

/* On wasm a union is passed by address, in the stack of the caller. On other machines it
 * is passed like the number or the pointer itself, so programs pass those: a value that
 * is not such an address is the argument itself. */
int semctl(int id, int num, int cmd, ...)
{
	union semun arg = { 0 };
	va_list ap;

	switch (cmd) {
	case SETVAL:
	case GETALL:
	case SETALL:
	case IPC_SET:
	case IPC_STAT:
		va_start(ap, cmd);
		uintptr_t passed = va_arg(ap, uintptr_t);
		va_end(ap);
		if (passed > (uintptr_t)&arg && passed < (uintptr_t)__stack_high)
			arg = *(union semun *)passed;
		else arg.buf = (void *)passed;
	}
	return syscall(SYS_semctl, id, num, IPC_CMD(cmd), arg.buf);
}
