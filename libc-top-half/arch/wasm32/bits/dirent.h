#define _DIRENT_HAVE_D_TYPE

/* A record of readdir ends after its name; the room is for copies of it. */
struct dirent {
	ino_t d_ino;
	unsigned char d_type;
	char d_name[256];
};
