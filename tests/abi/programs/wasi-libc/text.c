/* Locales, wide characters, regular expressions, patterns, addresses. */
#include "check.h"
#include <arpa/inet.h>
#include <fnmatch.h>
#include <glob.h>
#include <locale.h>
#include <netinet/in.h>
#include <regex.h>
#include <wchar.h>
#include <wctype.h>

int main(void)
{
	wchar_t wide[8];
	regex_t regex;
	regmatch_t match[2];
	glob_t found;
	struct in_addr address;
	struct sockaddr_in6 socket = { .sin6_family = AF_INET6, .sin6_port = htons(80) };
	char text[INET6_ADDRSTRLEN];

	CHECK(setlocale(LC_ALL, "C.UTF-8") != NULL);
	CHECK_EQ(MB_CUR_MAX, 4);
	CHECK_EQ(mbstowcs(wide, "h\xc3\xa9", 8), 2);
	CHECK_EQ(wide[1], 0xe9);
	CHECK(iswalpha(L'x') && towupper(L'\u00e9') == L'\u00c9');
	CHECK_STR(localeconv()->decimal_point, ".");

	CHECK_EQ(regcomp(&regex, "a(b+)c", REG_EXTENDED), 0);
	CHECK_EQ(regexec(&regex, "xxabbbc", 2, match, 0), 0);
	CHECK_EQ(match[1].rm_so, 3);
	CHECK_EQ(match[1].rm_eo, 6);
	regfree(&regex);

	CHECK_EQ(fnmatch("*.c", "text.c", 0), 0);
	CHECK_EQ(glob("*.txt", 0, NULL, &found), 0);
	CHECK_EQ(found.gl_pathc, 2);
	CHECK_STR(found.gl_pathv[0], "a.txt");
	globfree(&found);

	CHECK_EQ(inet_pton(AF_INET, "127.0.0.1", &address), 1);
	CHECK_EQ(address.s_addr, htonl(0x7f000001));
	CHECK_EQ(inet_pton(AF_INET6, "::1", &socket.sin6_addr), 1);
	CHECK_STR(inet_ntop(AF_INET6, &socket.sin6_addr, text, sizeof text), "::1");
	return 0;
}
