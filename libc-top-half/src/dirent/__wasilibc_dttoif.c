#define _BSD_SOURCE
#include <dirent.h>
#include <sys/stat.h>

int __wasilibc_dttoif(int type)
{
	switch (type) {
	case DT_BLK: return S_IFBLK;
	case DT_CHR: return S_IFCHR;
	case DT_DIR: return S_IFDIR;
	case DT_REG: return S_IFREG;
	case DT_FIFO: return S_IFIFO;
	case DT_LNK: return S_IFLNK;
	case DT_SOCK: return S_IFSOCK;
	}
	return 0;
}
