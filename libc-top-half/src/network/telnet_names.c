#define SLC_NAMES
#define AUTHTYPE_NAMES
#define ENCRYPT_NAMES
#include <arpa/telnet.h>
