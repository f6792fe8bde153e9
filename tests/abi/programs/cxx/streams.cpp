// Streams to and from strings, stdin and stderr; numbers in and out; clocks; globals.
// Debian's libc++ is built without files.
#include <chrono>
#include <iostream>
#include <limits>
#include <sstream>
#include <string>

static int failures;

static void check(bool holds, const char *what)
{
	if (!holds) {
		std::cerr << "not true: " << what << '\n';
		failures++;
	}
}
#define CHECK(condition) check((condition), #condition)

static std::string order;

struct Tracer {
	char name;
	explicit Tracer(char name) : name(name) { order += name; }
	~Tracer() { std::cout << "bye " << name << '\n'; }
};

static Tracer first('1'), second('2');

int main()
{
	CHECK(order == "12");

	std::ostringstream out;
	out << std::hex << 255 << ' ' << std::boolalpha << true << ' ' << 0.1 << ' ' << 1e100L;
	CHECK(out.str() == "ff true 0.1 1e+100");

	std::istringstream in("42 3.5 word");
	int number = 0;
	double real = 0;
	std::string word;
	in >> number >> real >> word;
	CHECK(number == 42 && real == 3.5 && word == "word");
	CHECK(in.eof());
	CHECK(std::stoull("18446744073709551615") == std::numeric_limits<unsigned long long>::max());
	CHECK(std::stod("1e-3") == 0.001);

	std::string line;
	std::stringstream lines;
	for (int i = 0; i < 10000; i++)
		lines << "line " << i << '\n';
	int count = 0;
	while (std::getline(lines, line))
		CHECK(line == "line " + std::to_string(count++));
	CHECK(count == 10000);

	std::getline(std::cin, line);
	std::cin >> number;
	CHECK(line == "from stdin" && number == 7);

	auto start = std::chrono::steady_clock::now();
	CHECK(std::chrono::steady_clock::now() >= start);
	CHECK(std::chrono::system_clock::now().time_since_epoch().count() > 0);

	std::wcerr << L"";
	std::clog << "logged\n";
	return failures != 0;
}
