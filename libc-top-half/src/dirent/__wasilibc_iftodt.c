#define _BSD_SOURCE
#include <dirent.h>
#include <sys/stat.h>

int __wasilibc_iftodt(int mode)
{
	switch (mode & S_IFMT) {
	case S_IFBLK: return DT_BLK;
	case S_IFCHR: return DT_CHR;
	case S_IFDIR: return DT_DIR;
	case S_IFREG: return DT_REG;
	case S_IFIFO: return DT_FIFO;
	case S_IFLNK: return DT_LNK;
	case S_IFSOCK: return DT_SOCK;
	}
	return DT_UNKNOWN;
}
