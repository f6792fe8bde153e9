#define SLC_NAMES
#define AUTH_NAMES
#define ENCRYPT_NAMES
#include <arpa/telnet.h>
