#include <sys/auxv.h>
#include <errno.h>
#include <limits.h>

unsigned long __getauxval(unsigned long item)
{
	switch (item) {
	case AT_PAGESZ: return PAGE_SIZE;
	case AT_SECURE: return 0;
	}
	errno = ENOENT;
	return 0;
}

weak_alias(__getauxval, getauxval);
