#include <string.h>
#include "lookup.h"
#undef __fopen_rb_ca

static const char hosts[] =
	"127.0.0.1 localhost\n"
	"::1 localhost ip6-localhost ip6-loopback\n";

/* The services that programs look up by name, from IANA's list. */
static const char services[] =
	"tcpmux 1/tcp\n"
	"echo 7/tcp\necho 7/udp\n"
	"discard 9/tcp\ndiscard 9/udp\n"
	"daytime 13/tcp\ndaytime 13/udp\n"
	"qotd 17/tcp\n"
	"chargen 19/tcp\nchargen 19/udp\n"
	"ftp-data 20/tcp\nftp 21/tcp\n"
	"ssh 22/tcp\n"
	"telnet 23/tcp\n"
	"smtp 25/tcp mail\n"
	"time 37/tcp\ntime 37/udp\n"
	"whois 43/tcp nicname\n"
	"domain 53/tcp\ndomain 53/udp\n"
	"bootps 67/udp\nbootpc 68/udp\n"
	"tftp 69/udp\n"
	"gopher 70/tcp\n"
	"finger 79/tcp\n"
	"http 80/tcp www\n"
	"kerberos 88/tcp\nkerberos 88/udp\n"
	"pop3 110/tcp pop-3\n"
	"sunrpc 111/tcp portmapper\nsunrpc 111/udp portmapper\n"
	"auth 113/tcp ident\n"
	"nntp 119/tcp\n"
	"ntp 123/udp\n"
	"imap2 143/tcp imap\n"
	"snmp 161/tcp\nsnmp 161/udp\n"
	"irc 194/tcp\n"
	"ldap 389/tcp\nldap 389/udp\n"
	"https 443/tcp\nhttps 443/udp\n"
	"submissions 465/tcp smtps\n"
	"exec 512/tcp\nlogin 513/tcp\nshell 514/tcp\nsyslog 514/udp\n"
	"printer 515/tcp\n"
	"uucp 540/tcp\n"
	"submission 587/tcp\n"
	"ipp 631/tcp\n"
	"ldaps 636/tcp\n"
	"rsync 873/tcp\n"
	"ftps 990/tcp\ntelnets 992/tcp\nimaps 993/tcp\npop3s 995/tcp\n"
	"socks 1080/tcp\n"
	"nfs 2049/tcp\nnfs 2049/udp\n"
	"mysql 3306/tcp\n"
	"sip 5060/tcp\nsip 5060/udp\n"
	"xmpp-client 5222/tcp\nxmpp-server 5269/tcp\n"
	"mdns 5353/udp\n"
	"postgresql 5432/tcp\n"
	"http-alt 8080/tcp\n"
	"git 9418/tcp\n";

/* All of the data is in the buffer. */
static size_t nothing_more(FILE *f, unsigned char *buf, size_t size)
{
	f->flags |= F_EOF;
	return 0;
}

static int nothing_to_close(FILE *f)
{
	return 0;
}

FILE *__open_netdb(const char *path, FILE *f, unsigned char *buf, size_t size)
{
	int saved = errno, is_hosts = !strcmp(path, "/etc/hosts");

	if (__fopen_rb_ca(path, f, buf, size)) return f;
	/* EACCES: a link leads out of what the host shows. */
	if (errno != ENOENT && errno != ENOTDIR && errno != EACCES) return 0;
	if (!is_hosts && strcmp(path, "/etc/services")) return 0;
	errno = saved;
	f->flags = F_NOWR | F_PERM;
	f->buf = buf;
	f->rpos = (void *)(is_hosts ? hosts : services);
	f->rend = f->rpos + (is_hosts ? sizeof hosts : sizeof services) - 1;
	f->read = nothing_more;
	f->close = nothing_to_close;
	f->lock = -1;
	return f;
}
