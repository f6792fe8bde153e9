#include <arpa/telnet.h>

/* By their numbers from TELCMD_FIRST on, and one without a name behind them. */
char __telnet_commands[][6] = { "EOF", "SUSP", "ABORT", "EOR", "SE", "NOP", "DMARK", "BRK", "IP", "AO",
	"AYT", "EC", "EL", "GA", "SB", "WILL", "WONT", "DO", "DONT", "IAC", "" };
