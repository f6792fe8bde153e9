// Files by <fstream>: written, appended, read by words, lines and blocks, in both directions;
// errors are states, or exceptions where these are asked for.
#include "../check.h"
#include <fstream>
#include <sstream>
#include <string>

static std::string whole(const char *path)
{
	std::ifstream in(path, std::ios::binary);
	std::ostringstream text;
	text << in.rdbuf();
	return text.str();
}

int main()
{
	{
		std::ofstream out("a");
		CHECK(out.is_open());
		out << "one " << 2 << ' ' << 3.5 << '\n';
	}
	{
		std::ofstream out("a", std::ios::app);
		out << "second line\n";
	}
	CHECK(whole("a") == "one 2 3.5\nsecond line\n");

	std::ifstream in("a");
	std::string word, line;
	int number = 0;
	double real = 0;
	CHECK(static_cast<bool>(in >> word >> number >> real));
	CHECK(word == "one" && number == 2 && real == 3.5);
	std::getline(in, line);
	CHECK(line.empty());
	std::getline(in, line);
	CHECK(line == "second line");
	CHECK(!std::getline(in, line) && in.eof());
	in.clear();
	in.seekg(4);
	CHECK_EQ(in.tellg(), 4);
	CHECK_EQ(in.get(), '2');

	std::fstream both("a", std::ios::in | std::ios::out);
	both.seekp(0, std::ios::end);
	CHECK_EQ(both.tellp(), 22);
	both << "tail";
	both.seekg(-6, std::ios::end);
	both >> word;
	CHECK(word == "e");
	both.close();
	CHECK(whole("a") == "one 2 3.5\nsecond line\ntail");

	std::string large(300000, 'x');
	{
		std::ofstream out("large", std::ios::binary);
		out.write(large.data(), static_cast<std::streamsize>(large.size()));
	}
	CHECK(whole("large") == large);

	std::ifstream missing("missing");
	CHECK(!missing.is_open() && missing.fail());
	missing.clear();
	missing.exceptions(std::ios::failbit);
	bool failed = false;
	try {
		missing.open("missing");
	} catch (const std::ios_base::failure &) {
		failed = true;
	}
	CHECK(failed);
	std::ofstream nowhere("missing/file");
	CHECK(!nowhere);
}
